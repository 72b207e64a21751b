/**
 * Forms of English verbs and nouns that a stemmer cannot trace to their base, so that "sent" meets "send". Left out
 * are forms that are common words of their own ("left", "saw", "rose", "wound", "lay", "ground", "bore").
 */
const FORMS = `
  arisen arose:arise ate eaten:eat became:become began begun:begin bent:bend bitten:bite blew blown:blow
  broke broken:break brought:bring built:build burnt:burn bought:buy caught:catch chose chosen:choose
  clung:cling came:come crept:creep dealt:deal dug:dig drew drawn:draw dreamt:dream drank drunk:drink
  drove driven:drive fallen fell:fall fed:feed felt:feel fought:fight found:find fled:flee flew flown:fly
  forbade forbidden:forbid forgot forgotten:forget forgave forgiven:forgive froze frozen:freeze got gotten:get
  gave given:give went gone:go grew grown:grow hung:hang heard:hear hid hidden:hide held:hold kept:keep
  knelt:kneel knew known:know laid:lay led:lead leapt:leap learnt:learn lent:lend lit:light lost:lose made:make
  meant:mean met:meet mistook mistaken:mistake overthrew overthrown:overthrow overcame:overcome paid:pay proven:prove
  rang rung:ring ridden rode:ride risen:rise ran:run said:say seen:see sought:seek sold:sell sent:send
  shaken shook:shake shone:shine shot:shoot shown:show shrank shrunk:shrink sang sung:sing sank sunk:sink
  sat:sit slept:sleep slid:slide spoke spoken:speak spent:spend spun:spin sprang sprung:spring stood:stand stole stolen:steal
  stuck:stick stung:sting struck stricken:strike strove:strive swore sworn:swear swept:sweep swam swum:swim
  swung:swing taken took:take taught:teach torn tore:tear told:tell thought:think thrown threw:throw
  understood:understand undertook undertaken:undertake upheld:uphold woke woken:wake wore worn:wear
  wove woven:weave won:win withdrew withdrawn:withdraw withheld:withhold wrote written:write
  men:man women:woman children:child feet:foot teeth:tooth mice:mouse geese:goose lives:life wives:wife
  businessmen:businessman chairmen:chairman clergymen:clergyman congressmen:congressman councilmen:councilman
  craftsmen:craftsman firemen:fireman fishermen:fisherman foremen:foreman gentlemen:gentleman gunmen:gunman
  policemen:policeman postmen:postman salesmen:salesman servicemen:serviceman spokesmen:spokesman sportsmen:sportsman
  tradesmen:tradesman watchmen:watchman workmen:workman aldermen:alderman airmen:airman seamen:seaman
  horsemen:horseman laymen:layman businesswomen:businesswoman chairwomen:chairwoman congresswomen:congresswoman
  councilwomen:councilwoman policewomen:policewoman saleswomen:saleswoman servicewomen:servicewoman
  spokeswomen:spokeswoman sportswomen:sportswoman
  knives:knife leaves:leaf wolves:wolf halves:half shelves:shelf thieves:thief
`;

export const IRREGULAR_FORMS: ReadonlyMap<string, string> = new Map(
  [...FORMS.matchAll(/([\p{L} ]+):(\p{L}+)/gu)].flatMap(([, forms = '', base = '']) =>
    forms
      .trim()
      .split(/\s+/)
      .map((form) => [form, base] as const),
  ),
);
