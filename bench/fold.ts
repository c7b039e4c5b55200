/**
 * What folding costs: `node bench/fold.ts [ENTRIES]`. Entries as news brings them (a fifth of them copies with small
 * edits), from a generator with a fixed seed, through sketching, candidates and comparison, the window full.
 */
import { NearCopies, sketchOf } from '../src/curate/near-copies.ts'
import { SketchCache } from '../src/curate/sketch-cache.ts'
import { COPY_WINDOW, compare, type Piece, pieceOf } from '../src/curate/similarity.ts'
import type { Entry } from '../src/model/entry.ts'
import { COMMON_WORDS } from '../src/text/common-words.ts'

const total = Number(process.argv[2] ?? 200_000)

let seed = 42
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
/** Half of the words are those of grammar and headlines, as often as Zipf says; the others are names and things. */
const SYLLABLES = 'ba ko ri ma tu sen dal for win gar pel no mi ra ster lan vo kip jo hu'.split(' ')
const vocabulary = Array.from({ length: 40_000 }, () =>
  Array.from({ length: 2 + Math.floor(random() * 3) }, () => SYLLABLES[Math.floor(random() * 20)]).join(''),
)
const common = COMMON_WORDS['en']?.split(' ') ?? []
const word = () =>
  random() < 0.5
    ? (common[Math.floor(common.length ** random()) - 1] ?? 'the')
    : (vocabulary[Math.floor(vocabulary.length * random() ** 3)] ?? 'ba')
const words = (count: number) => Array.from({ length: count }, word).join(' ')

function entryOf(i: number, title: string, perHour: number): Entry {
  return {
    key: `k${i}`,
    sourceId: `s${i % 997}`,
    url: `https://site${i % 997}.example/${i}`,
    title,
    language: 'en',
    authors: [],
    categories: [],
    enclosures: [],
    media: [],
    fingerprint: `f${i}`,
    position: 0,
    firstSeen: (i / perHour) * 3_600_000,
    changedAt: 0,
    bodyRef: '',
  }
}

// A window of 72 hours is full after half of the entries.
const perHour = total / 2 / 72
const recent: { entry: Entry; text: string }[] = []
const made = Array.from({ length: total }, (_, i) => {
  const original = random() < 0.2 ? recent[Math.floor(random() * recent.length)] : undefined
  const title = original === undefined ? words(8 + Math.floor(random() * 5)) : `${original.entry.title} ${word()}`
  const text = original === undefined ? words(45) : `${original.text} ${words(5)}`
  const one = { entry: entryOf(i, title, perHour), text }
  recent[i % 500] = one
  return one
})

const index = new NearCopies(COPY_WINDOW, Math.ceil(total / 2) + 1)
const cache = new SketchCache(COPY_WINDOW)
/** Time of the processor, not of the clock: other work on the machine does not count. */
const cpuMs = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000
const step = Math.ceil(total / 5)
const pieces = new Map<number, Piece>()
const pieceOnce = (number: number) => {
  const known = pieces.get(number)
  const one = made[number]
  if (known !== undefined || one === undefined) return known
  const piece = pieceOf(one.entry, one.text)
  if (pieces.size > 5_000) pieces.clear()
  pieces.set(number, piece)
  return piece
}
let compared = 0
let copies = 0
const started = cpuMs()
let last = started
for (const [i, { entry, text }] of made.entries()) {
  const sketch = sketchOf(entry, text)
  cache.set(entry.fingerprint, sketch, entry.firstSeen)
  const found = index.add(entry.firstSeen, sketch)
  for (const number of found) {
    const [piece, other] = [pieceOnce(i), pieceOnce(number)]
    if (piece === undefined || other === undefined) continue
    compared++
    if (compare(piece, other).isCopy) copies++
  }
  if ((i + 1) % step === 0) {
    const now = cpuMs()
    const rate = Math.round((step / (now - last)) * 1000)
    process.stdout.write(`${i + 1} entries, ${index.size} in the window: ${rate} entries/s\n`)
    last = now
  }
}
const seconds = (cpuMs() - started) / 1000
process.stdout.write(
  `${Math.round(total / seconds)} entries/s; ${(compared / total).toFixed(2)} comparisons an entry, ${copies} copies; ` +
    `index ${Math.round(index.bytes / index.size)} bytes an entry, sketches ${Math.round(cache.bytes / cache.size)}\n`,
)
