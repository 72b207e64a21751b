/**
 * Words that end in a full stop without ending a sentence. Compared without the stop; the case matters where
 * the same letters are an ordinary word (`Sun.` the day, `sun.` the star).
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ''));

/** A name follows, always: the stop never ends a sentence. */
export const titles = words(`
  Mr Mrs Ms Mx Messrs Dr Drs Prof Profs Gen Gens Gov Govs Sen Sens Rep Reps Lt Col Cols Sgt Capt Cpt Cmdr Cdr Adm
  Maj Brig Cpl Pvt Pte Rev Revd Hon Pres Supt Insp Det Amb Atty Fr Msgr Mgr Mme Mlle Hr Herr Frl Sra Srta Dra
  Archbp Bp Treas Secy Mt Ft
`);

/** Something follows that belongs to it: `vs. Brazil`, `cf. Smith`, `approx. 5`. */
export const connectors = words(`
  vs v cf viz ca approx incl excl esp resp ibid op cit e.g i.e eg ie aka a.k.a
`);

/** The stop is part of the word only before a number: `No. 5`, `Fig. 3a`, `pp. 10`, `c. 1900`, `et al. 2020`. */
export const beforeNumbers = words(`
  No no Nos nos Nr nr Fig fig Figs figs Eq eq Eqs Vol vol Vols vols Ch ch Chap chap Sec sec Sect sect Art art Arts
  p pp P Pp para paras Para pt Pt Pts Ex ex Ver ver v V c circa ca approx Ref ref Tab tab App app Abs cl Res res
  Ser ser Op op Rev rev ed Ed Bk bk Col col l ll n nn tel Tel ext Ext Reg reg ft ft v vv verse Bldg Apt Ste Hwy Rte
  Dept Rd al
`);

/** The stop is part of the word only before digits or an amount of money: `max. 5`, `est. 1990`. */
export const beforeAmounts = words('max Max min Min avg Avg est Est');

/** May stand in the middle or at the end of a sentence: the next word decides. */
export const either = words(`
  Jr Sr Inc Ltd Co Cos Corp Bros LLC Univ Dept Assn Inst etc al St Ste Ave Blvd Rd Hwy Pkwy Sq Pl Ln Bldg Apt
  Est est Intl intl Natl Esq Phil Mass Calif Conn Del Fla Ga Ill Ind Kan Ky Md Mich Minn Miss Mo Mont Neb Nev Okla
  Ore Penn Pa Tenn Tex Va Vt Wash Wis Wyo Ariz Ark Ala Colo Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
  Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Ph.D M.D B.A M.A B.S M.S Ed Eds ed eds dept govt Govt
  Ch Sgd Mfg Mgmt Acad Comm Cmte Sci Nat Med Hist Lit Soc Proc Trans Bull Rept
`);

/** Dotted abbreviations of the time of day. */
export const timesOfDay = words('a.m p.m A.M P.M');

/** What may follow a time of day inside the same sentence. */
export const afterTime = words(`
  EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST CET CEST EET AEST JST IST
  Monday Tuesday Wednesday Thursday Friday Saturday Sunday Eastern Central Mountain Pacific
`);

/**
 * Words that, written with a capital after an abbreviation, begin a new sentence: they are never part of a name
 * that the abbreviation belongs to. `Will` and `May` are missing because they are names and a month too.
 */
export const sentenceStarters = words(`
  A An The This That These Those It Its He His She Her Hers They Their We Our You Your My There Here
  And But Or Nor Yet So If When While Where Whether Although Though Because Since Until Unless After Before Once As
  In On At By For From With Without Within To Of Into Under Over About Against Among Between During Through Despite
  However Moreover Furthermore Therefore Thus Hence Meanwhile Nevertheless Nonetheless Instead Besides Also Then
  Is Are Was Were Has Have Had Do Does Did Can Could Would Shall Should Might Must
  Who What Which Why How Whose Some Many Most Several Few All Both Each Every Any Other Others Another Such
  Not Now Today Yesterday Tomorrow Recently Later Earlier Eventually Finally Currently According One Two Three
  Please See Note Let Just Even Only Still Perhaps Maybe
`);
