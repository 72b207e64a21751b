/**
 * Adjectives and names of peoples, each with the country that is meant, so that "Peruvian" meets "Peru" and
 * "Americans" meets "USA". Left out are forms that are common words or names of persons ("polish", "Finn", "Holland"), the
 * language of many countries ("English", "Arabic"), or that stand for several countries ("Dominican").
 */
const PEOPLES = `
  afghan:afghanistan albanian:albania algerian:algeria andorran:andorra angolan:angola argentine argentinian argentinean:argentina
  armenian:armenia australian:australia austrian:austria azerbaijani:azerbaijan bahamian:bahamas bahraini:bahrain
  bangladeshi:bangladesh barbadian:barbados belarusian belarussian:belarus belgian:belgium belizean:belize
  beninese:benin bhutanese:bhutan bolivian:bolivia bosnian:bosnia brazilian:brazil british briton britain:uk
  bulgarian:bulgaria burmese burma:myanmar burundian:burundi cambodian:cambodia cameroonian:cameroon canadian:canada
  chadian:chad chilean:chile chinese:china colombian:colombia congolese:congo croat croatian:croatia cuban:cuba
  cypriot:cyprus czech:czechia danish:denmark djiboutian:djibouti dutch:netherlands ecuadorian ecuadorean:ecuador
  egyptian:egypt emirati:emirates eritrean:eritrea estonian:estonia ethiopian:ethiopia fijian:fiji
  filipino filipina philippine:philippines finnish:finland french frenchman:france gabonese:gabon gambian:gambia
  georgian:georgia german:germany ghanaian:ghana greek:greece grenadian:grenada guatemalan:guatemala guyanese:guyana
  haitian:haiti honduran:honduras hungarian:hungary icelander icelandic:iceland indian:india indonesian:indonesia
  iranian:iran iraqi:iraq irish irishman:ireland israeli:israel italian:italy ivorian:ivoire jamaican:jamaica japanese:japan
  jordanian:jordan kazakh:kazakhstan kenyan:kenya korean:korea kosovar:kosovo kuwaiti:kuwait kyrgyz:kyrgyzstan
  laotian:laos latvian:latvia lebanese:lebanon liberian:liberia libyan:libya lithuanian:lithuania
  luxembourger luxembourgish:luxembourg macedonian:macedonia malagasy:madagascar malawian:malawi malaysian:malaysia
  maldivian:maldives malian:mali maltese:malta mauritanian:mauritania mauritian:mauritius mexican:mexico moldovan:moldova
  mongolian:mongolia montenegrin:montenegro moroccan:morocco mozambican:mozambique namibian:namibia nepalese nepali:nepal
  nicaraguan:nicaragua nigerian:nigeria nigerien:niger norwegian:norway omani:oman pakistani:pakistan
  palestinian:palestine panamanian:panama paraguayan:paraguay peruvian:peru portuguese:portugal qatari:qatar
  romanian:romania russian:russia rwandan:rwanda salvadoran:salvador samoan:samoa saudi:arabia scottish:scotland
  senegalese:senegal serb serbian:serbia singaporean:singapore slovak:slovakia slovene slovenian:slovenia somali:somalia
  spaniard spanish:spain sudanese:sudan surinamese:suriname swedish:sweden swiss:switzerland syrian:syria
  taiwanese:taiwan tajik:tajikistan tanzanian:tanzania thai:thailand togolese:togo tongan:tonga tunisian:tunisia
  turkish:turkey turkmen:turkmenistan ugandan:uganda ukrainian:ukraine uruguayan:uruguay uzbek:uzbekistan
  venezuelan:venezuela vietnamese:vietnam welsh welshman:wales yemeni:yemen zambian:zambia zimbabwean:zimbabwe
  america american:usa
`;

/** From each form, and its plural but for "the Americas", to the word for the country. */
export const PEOPLES_COUNTRY: ReadonlyMap<string, string> = new Map(
  [...PEOPLES.matchAll(/([\p{L} ]+):(\p{L}+)/gu)].flatMap(([, forms = '', country = '']) =>
    forms
      .trim()
      .split(/\s+/)
      .flatMap((form) =>
        (form === 'america' ? [form] : [form, `${form}s`]).map((one) => [one, country] as const),
      ),
  ),
);
