/**
 * Precision and recall of folding on labelled pairs of titles: `node bench/fold-pairs.ts FILE.jsonl… [--show]`.
 * A line is `{a, b, label, dt?, lang?, sa?, sb?}`: 2 the same news, 1 the same story, 0 neither; dt in hours; sa and sb
 * are texts, or the names of the sources where they are short. Where pairs were drawn from bins of unequal size (bin, binN),
 * the recall in all is told too.
 */
import { readFileSync } from 'node:fs'
import { compare } from '../src/curate/similarity.ts'
import { pieceOf } from '../src/curate/piece.ts'
import { entryOf } from '../tests/fixtures/entry.ts'

type Pair = {
  a: string
  b: string
  label: number
  dt?: number
  lang?: string
  sa?: string
  sb?: string
  bin?: number
  binN?: number
}

const HOUR = 3_600_000
const show = process.argv.includes('--show')

for (const file of process.argv.slice(2).filter((argument) => !argument.startsWith('--'))) {
  const pairs = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): Pair => JSON.parse(line))
  let right = 0
  let wrong = 0
  let missed = 0
  let rightInAll = 0
  let missedInAll = 0
  const drawn = Map.groupBy(pairs, ({ bin }) => bin)
  for (const { a, b, label, dt = 0, lang, sa = '', sb = '', bin, binN = 0 } of pairs) {
    const standsFor = binN / (drawn.get(bin)?.length ?? 1)
    const language = lang ?? (file.includes('_id') ? 'id' : 'en')
    const named = sa.length < 40 && sb.length < 40
    const source = (name: string, otherwise: string) => (named && name !== '' ? name : otherwise)
    const one = pieceOf(entryOf('a', a, { sourceId: source(sa, 'one'), language }), named ? '' : sa)
    const other = pieceOf(
      entryOf('b', b, { sourceId: source(sb, 'other'), language, firstSeen: dt * HOUR }),
      named ? '' : sb,
    )
    const likeness = compare(one, other)
    if (likeness.isCopy && label === 2) right++
    else if (likeness.isCopy) wrong++
    else if (label === 2) missed++
    if (label === 2 && likeness.isCopy) rightInAll += standsFor
    else if (label === 2) missedInAll += standsFor
    if (show && (likeness.isCopy || label === 2)) {
      const { isCopy, rule, score, veto = '' } = likeness
      const verdict = isCopy ? (label === 2 ? 'right ' : 'WRONG ') : 'missed'
      process.stdout.write(`${verdict} ${label} ${rule} ${score} ${veto}\n   ${a}\n   ${b}\n`)
    }
  }
  const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)
  process.stdout.write(
    `${file}: precision ${percent(right, right + wrong)} (${wrong} wrong), recall ${percent(right, right + missed)} of ${right + missed}; in all ${percent(rightInAll, rightInAll + missedInAll)}\n`,
  )
}
