/**
 * Words that one desk writes for another's: the country and its adjective, spellings of both sides of the ocean, the short
 * words of headlines. Written by hand, in the spelling of `text/words.ts` (without the last s of longer
 * words: `viru`); only what says the same wherever it stands.
 */
const GROUPS = `
  france french | spain spanish | britain british uk | ireland irish | scotland scottish | wale welsh | netherland dutch | sweden swedish | denmark danish
  norway norwegian | finland finnish | poland polish | switzerland swiss | greece greek | turkey turkish turkiye | portugal portuguese | belgium belgian
  hungary hungarian | ukraine ukrainian | italy italian | unitedstate american america | canada canadian | mexico mexican | brazil brazilian | peru peruvian
  china chinese | japan japanese | taiwan taiwanese | vietnam vietnamese | lebanon lebanese | sudan sudanese | nepal nepalese nepali | thailand thai
  philippine filipino | egypt egyptian | iceland icelandic | myanmar burma
  covid coronaviru corona korona | police cops | child children kid kids | teen teens teenager | mother mum mom | father dad
  football soccer | quake earthquake | film movie | truck lorry | plane aircraft airplane aeroplane | bushfire wildfire | fire blaze | tv television
  government govt | percent pct | million mln mn millionen mio миллион млн miljoner milyon juta jt |
  billion bln bn milliarden milliard mrd mld mdr миллиард млрд miliard miliardi miljarder milyar | trillion trn tn | тысяч тыс | company firm | worker employee | lawyer attorney | ex former | prison jail
  killed dead die dies died | injured wounded hurt | resign resigned quit | protest demonstration
  labor labour | harbor harbour | color colour | honor honour | center centre | theater theatre | meter metre | program programme | tire tyre | gray grey
  tewas meninggal | bus bis
`

const MEANINGS: ReadonlyMap<string, number> = new Map(
  GROUPS.split(/[|\n]/).flatMap((group, i) => (group.match(/\S+/g) ?? []).map((word) => [word, i] as const)),
)

/** Whether two words say the same. */
export function meanTheSame(a: string, b: string): boolean {
  const meaning = MEANINGS.get(a)
  return meaning !== undefined && meaning === MEANINGS.get(b)
}

/** What a word stands for where nothing beside it says which: `the virus`, never `the Nipah virus`. */
const WIDER: ReadonlyMap<string, string> = new Map([['viru', 'covid']])

/** Whether a word is wider than a name and stands for it. */
export function standsFor(word: string, name: string): boolean {
  const named = WIDER.get(word)
  return named !== undefined && meanTheSame(named, name)
}
