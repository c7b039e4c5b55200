/**
 * Words that one desk writes for another's: the country and its adjective, spellings and words of both sides of the ocean (of English,
 * Spanish, Portuguese, German and French), the short words of headlines. Written by hand, in the spelling of `text/words.ts` (without the last s of longer
 * words: `viru`); only what says the same wherever it stands.
 */
const GROUPS = `
  france french | spain spanish | britain british brit uk | ireland irish | scotland scottish | wale welsh | netherland dutch | sweden swedish | denmark danish
  norway norwegian | finland finnish | poland polish | switzerland swiss | greece greek | turkey turkish turkiye | portugal portuguese | belgium belgian
  hungary hungarian | ukraine ukrainian | italy italian | unitedstate american america | canada canadian | mexico mexican | brazil brazilian | peru peruvian
  china chinese | japan japanese | taiwan taiwanese | vietnam vietnamese | lebanon lebanese | sudan sudanese | nepal nepalese nepali | thailand thai
  philippine filipino | egypt egyptian | iceland icelandic | myanmar burma
  covid coronaviru corona korona | police cop cops | child children kid kids | teen teens teenager | mother mum mom | father dad
  football soccer | quake earthquake | film movie | truck lorry | plane aircraft airplane aeroplane | bushfire wildfire | fire blaze | tv television
  government govt | percent pct | million mln mn millionen mio миллион млн miljoner milyon juta jt |
  billion bln bn milliarden milliard mrd mld mdr миллиард млрд miliard miliardi miljarder milyar | trillion trn tn | тысяч тыс | company firm | worker employee | lawyer attorney | ex former | prison jail
  killed dead die dies died | injured wounded hurt | resign resigned quit | protest demonstration
  labor labour | harbor harbour | color colour | honor honour | center centre | theater theatre | meter metre | program programme | tire tyre | gray grey
  tewas meninggal | bus bis
  petrol gasoline gasolina bencina | tram streetcar strassenbahn | motorway freeway | railway railroad | pavement sidewalk | diaper nappy nappie | pram stroller | aubergine eggplant | courgette zucchini
  windscreen windshield | motorbike motorcycle | aluminium aluminum | tumour tumor | tonne ton | neighbour neighbor | favour favor | rumour rumor | armour armor | fibre fiber
  litre liter | defence defense | offence offense | licence license | jewellery jewelry | foetu fetu | manoeuvre maneuver | sulphur sulfur | plough plow | mould mold | leukaemia leukemia
  paediatric pediatric | photo photograph
  celular movil telemovel | computadora ordenador | carro coche | alberca piscina pileta | maiz choclo elote | palta aguacate | fresa frutilla | durazno melocoton
  mesero camarero | anteojo gafa | plomero fontanero | jugo zumo | autobu omnibu | estacionamiento aparcamiento
  onibu autocarro | trem comboio | caminhao camiao | equipe equipa | gramado relvado | geladeira frigorifico | usuario utilizador
  contato contacto | registro registo | esporte desporto | planejamento planeamento | concreto betao | moscou moscovo | amsterda amesterdao | bagda bagdade | vietna vietname | copenhague copenhaga
  janner januar | feber februar | spital krankenhau | velo fahrrad | gehsteig gehweg trottoir | erdapfel kartoffel | paradeiser tomate | marille aprikose
  samstag sonnabend | maturant abiturient | tischler schreiner | kondukteur schaffner
  voiture automobile | myrtille bleuet
`

/** Of each such word the number of its group. */
export const MEANINGS: ReadonlyMap<string, number> = new Map(
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
