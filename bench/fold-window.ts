/**
 * What the indexes of folding hold and cost as a window of 72 hours fills with a million entries a day, and when it is full:
 * `node bench/fold-window.ts [ENTRIES A DAY] [HOURS]`. The clock is simulated. Sketches are those of 50,000 generated pieces, a
 * fifth of them copies with small edits; each further round of them is told apart from the others by a salt, so that the
 * index holds as many different hashes as such a window does. Limit: 400 bytes an entry for all indexes, the cost flat.
 */
import { BANDS, NearCopies, type Sketch, sketchOf } from '../src/curate/near-copies.ts'
import { COPY_WINDOW } from '../src/curate/similarity.ts'
import { SketchCache } from '../src/curate/sketch-cache.ts'
import { mixHash } from '../src/curate/word-hash.ts'
import type { Entry } from '../src/model/entry.ts'
import { COMMON_WORDS } from '../src/text/common-words.ts'

const HOUR = 3_600_000
const PIECES = 50_000
const [perDay = 1_000_000, hours = 96] = process.argv.slice(2).map(Number)
const perHour = Math.ceil(perDay / 24)

let seed = 42
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0
  return mixHash(seed) / 2 ** 32
}
const common = COMMON_WORDS['en']?.split(' ') ?? []
const word = () =>
  random() < 0.5
    ? (common[Math.floor(common.length ** random()) - 1] ?? 'the')
    : `w${Math.floor(40_000 * random() ** 3).toString(36)}`
const words = (count: number) => Array.from({ length: count }, word).join(' ')

const recent: { readonly title: string; readonly text: string }[] = []

function nextSketch(_: unknown, i: number): Sketch {
  const original = random() < 0.2 ? recent[Math.floor(random() * recent.length)] : undefined
  const title = original === undefined ? words(8 + Math.floor(random() * 5)) : `${original.title} ${word()}`
  const text = original === undefined ? words(45) : `${original.text} ${words(5)}`
  recent[i % 500] = { title, text }
  const entry: Entry = {
    key: `k${i}`,
    sourceId: 's',
    title,
    language: 'en',
    authors: [],
    categories: [],
    enclosures: [],
    media: [],
    fingerprint: `f${i}`,
    position: 0,
    firstSeen: 0,
    changedAt: 0,
    bodyRef: '',
  }
  return sketchOf(entry, text)
}

const pieces = Array.from({ length: PIECES }, nextSketch)
const salted = new Uint32Array(BANDS)

function sketchAt(i: number): Sketch {
  const salt = Math.floor(i / PIECES) * 0x9e3779b1
  const piece = pieces[i % PIECES]
  for (let band = 0; band < BANDS; band++) {
    const hash = piece?.[band] ?? 0
    salted[band] = hash === 0 ? 0 : mixHash(hash ^ salt) || 1
  }
  return salted
}

/** Time of the processor, not of the clock: other work on the machine does not count. */
const cpuMs = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000

/** As large as the window, as a choice makes it. */
const index = new NearCopies(COPY_WINDOW, perHour * (COPY_WINDOW / HOUR) + 1)
const sketches = new SketchCache(COPY_WINDOW)
const costs: number[] = []
let added = 0
let pairs = 0
for (let hour = 0; hour < hours; hour++) {
  const before = cpuMs()
  for (let i = 0; i < perHour; i++, added++) {
    const at = hour * HOUR + Math.floor((i * HOUR) / perHour)
    const fingerprint = `f${added}`
    if (sketches.get(fingerprint) === undefined) sketches.set(fingerprint, sketchAt(added), at)
    pairs += index.add(at, sketchAt(added)).length
  }
  costs.push(((cpuMs() - before) * 1000) / perHour)
  if ((hour + 1) % 12 === 0) {
    const cost = median(costs.slice(-12)).toFixed(2)
    process.stdout.write(`hour ${hour + 1}: ${index.size} in the window, ${cost} µs an entry\n`)
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

process.stdout.write(
  `${added} entries, ${pairs} candidate pairs; full: index ${Math.round(index.bytes / index.size)} bytes an entry, sketches ` +
    `${Math.round(sketches.bytes / index.size)} (${sketches.size} held), together ${Math.round((index.bytes + sketches.bytes) / index.size)} (limit 400)\n` +
    `an entry costs ${(median(costs.slice(-12)) / median(costs.slice(1, 13))).toFixed(2)} times as much at the end as at the start\n`,
)
