/**
 * Words of bylines that are believed in one language only, for in another they begin a name: `Na John Mwangi` is by John Mwangi
 * in Swahili, `Na Li` is a woman of China, `De Ion Popescu` by Ion Popescu in Romanian. A whole name follows.
 */
const leadsOfLanguage: Readonly<Record<string, string>> = {
  af: 'deur',
  bg: 'от',
  cy: 'gan',
  ga: 'le',
  ca: 'per|text de',
  el: 'από (?:τον|την|τη|το)|γράφει',
  ha: 'daga|rahoto daga',
  it: 'di|da|dal (?:nostro )?inviato|a cura di',
  mk: 'од|пишува',
  pt: 'de|do|da|reportagem de',
  ro: 'de|de la',
  sl: 'piše|avtor(?:ica)?',
  so: 'waxaa qoray|qore',
  sq: 'nga|shkruar nga',
  sw: 'na',
  tl: 'ni|nina|ulat (?:ni|nina)',
  fil: 'ni|nina|ulat (?:ni|nina)',
  yo: 'láti ọwọ́',
}

const leadPatterns: ReadonlyMap<string, RegExp> = new Map(
  Object.entries(leadsOfLanguage).map(([language, words]) => [
    language,
    new RegExp(`^(?:${words})\\s*[:：]?\\s+`, 'iu'),
  ]),
)
/** Two words and more, of which the first and one more begin with a capital where the script has them. */
const wholeName = /^(?!\p{Ll})\p{L}[^\s,]*\s+(?:\p{Ll}{1,5}\s+){0,2}(?!\p{Ll})\p{L}/u

/** A byline without what stands for "by" in its language. */
export function withoutLeadOf(language: string | undefined, byline: string): string {
  const pattern = language === undefined ? undefined : leadPatterns.get(language.toLowerCase().split(/[-_]/)[0] ?? '')
  const rest = pattern === undefined ? byline : byline.replace(pattern, '')
  return wholeName.test(rest) ? rest : byline
}

/** The news agencies whose names stand beside those of persons: what they say in a byline is whose matter it has too. */
const agencies =
  /^(?:(?:the |agencia |agência |agence |agenzia |agencija |agentur |thomson |fuente:? )?(?:reuters|afp|a\.?f\.?p\.?|agence france[- ]presse|ap|a\.p\.|associated press|dpa|dpa[- ]\p{L}+|efe|ansa|adnkronos|bloomberg(?: news)?|xinhua|tass|interfax|antara(?: news)?|anadolu(?: agency| ajansı| ajans)?|kyodo(?: news)?|jiji(?: press)?|yonhap(?: news(?: agency)?)?|belga|tanjug|hina|fena|srna|agerpres|mediafax|ritzau|ntb|stt|pap|čtk|ctk|tasr|sita|mti|bta|aa|iha|İHA|dha|anka|agência (?:brasil|lusa|estado)|agencia efe|бта|epd|kna|sid|keystone-sda|keystone-ats|lusa|upi|united press international|pa media|press association|aap|pti|press trust of india|ians|ani|uni|bernama|notimex|europa ?press|télam|telam|lapresse|bns|leta|elta|unian|уніан|укрінформ|укринформ|ukrinform|тасс|риа новости|интерфакс|рейтер|reuters news agency|cnn|espn|getty images|رويترز|رويتر|أ ?ف ?ب|فرانس برس|د ?ب ?أ|الأناضول|وام|واس|قنا|شينخوا|新华社|中新社|共同社|ロイター|時事|共同通信|연합뉴스|뉴시스|ttxvn|vna|ap news)|news agenc(?:y|ies))$/iu

/** Whether a name in a byline is a news agency's. */
export function isAgencyName(name: string): boolean {
  return name.length <= 40 && agencies.test(name.trim())
}

/** The agencies that a byline names, whoever else it names: `Claire Dupuis (avec AFP)`, `Ewa Kos, PAP`. */
export function agenciesIn(byline: string): readonly string[] {
  const parts = byline
    .slice(0, 200)
    .split(
      /[,;|•·()（）[\]]|\/|\s[-–—]\s|\s(?:and|und|dan|et|y|e|i|og|och|en|ja|и|avec|with|con|com|mit|met|med|s|from)\s/iu,
    )
  return parts.map((part) => part.replace(/^\s*(?:avec|with|con|com|mit|met|med)\s+/iu, '').trim()).filter(isAgencyName)
}

/** Cities of two words: alone behind a name they are no second person. */
const cities =
  /^(?:new york|nueva york|nova york|nowy jork|hong kong|kuala lumpur|los angeles|san francisco|new delhi|nova d[ée]li|nueva delhi|abu dhabi|tel aviv|buenos aires|são paulo|sao paulo|rio de janeiro|belo horizonte|porto alegre|cape town|le cap|città del vaticano|mexico city|ciudad de méxico|la paz|santo domingo|san jos[eé]|san juan|san salvador|santa cruz|addis ab[ae]ba|den haag|washington,? d\.?c\.?|phnom penh|ho chi minh city|port moresby|st\.? petersburg|sankt petersburg|санкт-петербург|нижний новгород|нью-йорк|tp\.? ?hcm|hà nội|đà nẵng|banda aceh|bandar lampung|नई दिल्ली|نئی دہلی|اسلام آباد|نیو یارک|أبو ظبي|تل أبيب|تل أفيف|תל אביב)$/iu

/** Whether a part of a byline is a city. */
export function isCity(name: string): boolean {
  return cities.test(name.trim())
}
