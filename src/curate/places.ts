import { wordsOf } from '../text/words.ts'
import { has, isName, type Marks, markOf } from './template.ts'

/**
 * Where a text says that it happens: formulas of the trade head the news of another town every day, and a sentence or two have
 * often nothing besides to tell them by.
 */

/** The places that a text names. */
export type Places = {
  /** The text, folded. */
  readonly text: string
  /** By kind, so that a town is not taken for another place than its province; without the ending that says where. */
  readonly named: ReadonlyMap<string, readonly string[]>
}

/** What stands before the name of a place: of the languages that write names with a capital. */
const PLACED = new Set(
  wordsOf(
    'in at near outside à a au aux en dans près bei aus landkreis nach nel nella di w we na pod koło miejscowości gminie v ve u no em na perto te op bij i på ved ở tại quận huyện tỉnh phố xã phường di kota kabupaten kecamatan desa la în в mjini huko nchini kaunti на под городе селе поселке деревне районе у во біля місті селі край',
    undefined,
  ).map(({ form }) => markOf(form)),
)

type Told = { readonly marks: Marks; readonly places: Places; readonly figures: ReadonlySet<string> }

/** Whether each text names a place, as `in Goslar`, and nothing of the other's places stands in it. */
export function nameOtherPlaces(a: Told, b: Told): boolean {
  return areOtherNames(a, b) || [...a.places.named].some(([kind, places]) => areOthers(a, b, kind, places))
}

/** Whether a place that the one names by its ending, or by the sign behind it, stands in the other's text. */
export function nameOnePlace(a: Told, b: Told): boolean {
  const stands = (one: Told, other: Told) =>
    [...one.places.named.values()].some((names) => names.some((name) => other.places.text.includes(name)))
  return stands(a, b) && stands(b, a)
}

function areOthers(a: Told, b: Told, kind: string, ofA: readonly string[]): boolean {
  const ofB = b.places.named.get(kind) ?? []
  if (ofA.length === 0 || ofB.length === 0) return false
  return !ofA.some((place) => b.places.text.includes(place)) && !ofB.some((place) => a.places.text.includes(place))
}

function areOtherNames(a: Told, b: Told): boolean {
  const [ofA, ofB] = [behindPreposition(a), behindPreposition(b)]
  if (ofA.length === 0 || ofB.length === 0) return false
  return !ofA.some((place) => has(b.marks, place - 1)) && !ofB.some((place) => has(a.marks, place - 1))
}

/** Marks of the names that stand behind `in`, `at`, `near`. */
export function behindPreposition({ marks, figures }: Pick<Told, 'marks' | 'figures'>): readonly number[] {
  const numbers = new Set(Array.from(figures, (figure) => markOf(figure) + 1))
  const isPlaced = (mark = 0) => PLACED.has((mark & ~1) >>> 0)
  return Array.from(marks).filter(
    (mark, i) => i > 0 && isName(mark) && !numbers.has(mark) && !isPlaced(mark) && isPlaced(marks[i - 1]),
  )
}

type Ending = { readonly kind: string; readonly pattern: RegExp }

/** Of languages that say it behind the name; the first group is the name. */
const ENDINGS: Readonly<Record<string, readonly Ending[]>> = {
  tr: [
    { kind: 'place', pattern: /(\p{Lu}\p{L}+)['’](?:n?[dt][ae](?:ki|n)?|n?[ıiuü]n(?= \p{Lu}))(?!\p{L})/gu },
    { kind: 'place', pattern: /(\p{Lu}\p{L}+) (?:ilçesi|ili|köyü|mahallesi|beldesi|kenti|şehri)n?\p{L}*/gu },
  ],
  // Not the first word of a sentence, which has a capital whatever it is.
  fi: [{ kind: 'place', pattern: /(?<=[\p{Ll},] )(\p{Lu}\p{Ll}{2,}?)(?:ss[aä]|ll[aä]|st[aä]|lt[aä])(?!\p{L})/gu }],
  hu: [{ kind: 'place', pattern: /(?<=[\p{Ll},] )(\p{Lu}\p{Ll}{2,}?)(?:b[ae]n|b[őó]l|n[áé]l)(?!\p{L})/gu }],
  fa: [
    {
      kind: 'place',
      pattern:
        /(?<!\p{L})(?:جاده|محور|شهر|شهرستان|استان|روستای|فرودگاه|بازار) (?!(?:های|ها|و|در|به|از|را)(?!\p{L}))(\p{L}{3,})/gu,
    },
  ],
  ja: [
    {
      kind: 'town',
      pattern: /(\p{Script=Han}{2,4}?)(?<![都地各全両同大他])[市区町村郡](?![場民販街況間域分切内人])/gu,
    },
    {
      kind: 'province',
      pattern: /(北海(?=道)|東京(?=都)|(?:大阪|京都)(?=府)|\p{Script=Han}{2,3}?(?=(?<![府都道他各全両同])県))/gu,
    },
  ],
}

/** @param language whose endings are looked for; undefined: none */
export function placesIn(text: string, language: string | undefined): Places {
  const named = new Map<string, string[]>()
  for (const { kind, pattern } of ENDINGS[language?.split('-')[0] ?? ''] ?? []) {
    const known = named.get(kind) ?? []
    for (const [, name = ''] of text.matchAll(pattern)) known.push(name.toLowerCase())
    named.set(kind, known)
  }
  return { text: named.size === 0 ? '' : text.toLowerCase(), named }
}
