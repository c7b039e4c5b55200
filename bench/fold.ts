/**
 * What folding costs, as editions are chosen: `node bench/fold.ts [ENTRIES A DAY] [HOURS]`. Each hour's entries, a fifth of
 * them copies with small edits, from a generator with a fixed seed, are considered, sketched, compared with what the
 * section shows or showed lately, folded and chosen, until a window of 72 hours is full and then on. The first hour is
 * not counted: in it the functions are compiled. Limits: 9,000 entries a second, 400 bytes an entry for all indexes.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { copyEvidence } from '../src/copy-evidence.ts'
import type { Comparisons } from '../src/curate/comparisons.ts'
import { consider } from '../src/curate/consider.ts'
import { curate } from '../src/curate/curate.ts'
import { NearCopies } from '../src/curate/near-copies.ts'
import { recordOf } from '../src/curate/record.ts'
import { compileRules } from '../src/curate/rules.ts'
import { COPY_WINDOW } from '../src/curate/similarity.ts'
import { SketchCache } from '../src/curate/sketch-cache.ts'
import type { EditionRecord } from '../src/model/edition.ts'
import type { Body, BodyRef, Entry, EntryKey, Publication } from '../src/model/entry.ts'
import type { Section } from '../src/model/section.ts'
import { COMMON_WORDS } from '../src/text/common-words.ts'
import { memberOf } from '../tests/fixtures/candidate.ts'

const HOUR = 3_600_000
const SOURCES = 997
const [perDay = 100_000, hours = 96] = process.argv.slice(2).map(Number)
const perHour = Math.ceil(perDay / 24)

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

type Made = { readonly entry: Entry; readonly text: string }

const recent: Made[] = []
let made = 0

function nextEntry(at: number): Made {
  const i = made++
  const original = random() < 0.2 ? recent[Math.floor(random() * recent.length)] : undefined
  const title = original === undefined ? words(8 + Math.floor(random() * 5)) : `${original.entry.title} ${word()}`
  const text = original === undefined ? words(45) : `${original.text} ${words(5)}`
  const entry: Entry = {
    key: `k${i}`,
    sourceId: `s${i % SOURCES}`,
    url: `https://site${i % SOURCES}.example/${i}`,
    urlKey: `site${i % SOURCES}.example/${i}`,
    title,
    language: 'en',
    authors: [],
    categories: [],
    enclosures: [],
    media: [],
    fingerprint: `f${i}`,
    position: 0,
    firstSeen: at,
    changedAt: at,
    bodyRef: `b${i}`,
  }
  recent[i % 500] = { entry, text }
  return { entry, text }
}

const members = Array.from({ length: SOURCES }, (_, i) => memberOf(`s${i}`, { limit: Number.POSITIVE_INFINITY }))
const section: Section = {
  slug: 'news',
  title: 'News',
  language: 'en',
  limit: 100,
  perDay: Number.POSITIVE_INFINITY,
  schedule: undefined,
  gate: { min: 0, collapse: 1 },
  backfill: 'all',
  backfillGiven: true,
  maxAgeMs: Number.POSITIVE_INFINITY,
  members,
  from: [],
  rules: [],
}
const membersBySource = new Map(members.map((member) => [member.sourceId, member]))
const answered = new Set(members.map(({ sourceId }) => sourceId))
const rules = compileRules([])
const sketches = new SketchCache(COPY_WINDOW)
const comparisons = new Map<string, Comparisons>()
const stored = new Map<EntryKey, Made>()
const texts = new Map<BodyRef, string>()
const publications = new Map<EntryKey, Publication>()
const desk = {
  sections: [section],
  sources: new Map(),
  sketches,
  comparisons,
  store: { readBody: async (ref: BodyRef): Promise<Body> => ({ summary: texts.get(ref) ?? '' }) },
}
let record: EditionRecord | undefined
let copies = 0

/** One choice of the section, as `choose-edition.ts` makes it. */
async function choose(fresh: readonly Made[], at: number): Promise<void> {
  const remembered = [...(record?.stories ?? []), ...(record?.off ?? [])].flatMap(({ members: keys }) => keys)
  const entries = new Map(fresh.map(({ entry }) => [entry.key, entry]))
  for (const key of remembered) {
    const known = stored.get(key)
    if (known !== undefined) entries.set(key, known.entry)
  }
  const input = {
    section,
    at,
    timezone: 'UTC',
    idBase: 'tag:bench.example,2026:',
    record,
    members: membersBySource,
    publications,
    answered,
    rules,
    subject: ({ title, sourceId }: Entry) => ({
      title,
      text: '',
      authors: [],
      categories: [],
      link: '',
      source: sourceId,
      language: 'en',
    }),
  }
  const considered = consider(input, [...entries.values()])
  const foldable = considered.candidates.map(({ entry }) => entry)
  const evidence = await copyEvidence(desk, section, foldable, { at, record })
  const curation = curate({ ...input, ...evidence }, considered)
  record = recordOf(section.slug, curation, { before: record, at, startedAt: 0 })
  const isNew = new Set(fresh.map(({ entry }) => entry.key))
  for (const [key, verdict] of curation.verdicts) {
    if (isNew.has(key) && !verdict.in && verdict.fold !== undefined) copies++
  }
  for (const publication of curation.publications) publications.set(publication.key, publication)
  const kept = new Set([...record.stories, ...(record.off ?? [])].flatMap(({ members: keys }) => keys))
  for (const { entry, text } of fresh) if (kept.has(entry.key)) stored.set(entry.key, { entry, text })
  for (const [key, { entry }] of stored) {
    if (kept.has(key)) continue
    stored.delete(key)
    publications.delete(key)
    texts.delete(entry.bodyRef)
  }
  for (const { entry } of fresh) if (!kept.has(entry.key)) texts.delete(entry.bodyRef)
}

/** Time of the processor, not of the clock: other work on the machine does not count. */
const cpuMs = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000
const costs: number[] = []
for (let hour = 0; hour < hours; hour++) {
  const at = (hour + 1) * HOUR
  const fresh = Array.from({ length: perHour }, () => nextEntry(at))
  for (const { entry, text } of fresh) texts.set(entry.bodyRef, text)
  const before = cpuMs()
  await choose(fresh, at)
  costs.push(cpuMs() - before)
  if ((hour + 1) % 12 === 0) {
    const lately = costs.slice(Math.max(1, hour - 11), hour + 1)
    process.stdout.write(`hour ${hour + 1}: ${sketches.size} sketched, ${rate(lately)} entries/s\n`)
  }
}

function rate(spent: readonly number[]): number {
  return Math.round((perHour * 1000) / (spent.reduce((sum, ms) => sum + ms, 0) / Math.max(spent.length, 1)))
}

const index = new NearCopies(COPY_WINDOW, perHour)
const [start, end] = [costs.slice(1, 13), costs.slice(-12)]
const indexBytes = index.bytes / perHour
const sketchBytes = sketches.bytes / sketches.size
/** Objects do not tell their bytes: what the heap holds with them, and without. */
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const held = () => {
  for (let times = 0; times < 3; times++) collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
const withComparisons = held()
comparisons.clear()
const comparisonBytes = (withComparisons - held()) / sketches.size
process.stdout.write(
  `${rate(costs.slice(1))} entries/s end to end (limit 9000), ${copies} copies folded in ${made} entries\n` +
    `an entry costs ${(rate(start) / rate(end)).toFixed(2)} times as much in the last hours as in the first\n` +
    `${Math.round(indexBytes + sketchBytes + comparisonBytes)} bytes an entry (limit 400): index ${Math.round(indexBytes)}, sketches ${Math.round(sketchBytes)}, comparisons ${Math.round(comparisonBytes)}\n`,
)
