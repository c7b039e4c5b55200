/**
 * Measures articles against pages whose text is known: `node bench/page-articles.ts FOLDER`.
 * FOLDER holds `truth.json`, a list of `{page, url, body, title?, authors?, published?}`, and the pages, plain or gzip.
 * Prints a line a page (4-gram F1 of the body, milliseconds, the ways) and the means; exit 1 when a page throws.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { gunzipSync } from 'node:zlib'
import { parseArticle } from '../src/parse/page.ts'
import { parseDate } from '../src/text/date.ts'
import { htmlToText } from '../src/text/html-to-text.ts'

type Truth = {
  readonly page: string
  readonly url: string
  readonly body: string
  readonly title?: string
  readonly authors?: readonly string[]
  readonly published?: string
}

const folder = process.argv[2]
if (folder === undefined) {
  process.stderr.write('usage: node bench/page-articles.ts FOLDER\n')
  process.exit(2)
}

/** Runs of four words with how often they occur; of scripts without spaces, of four characters. */
function fourGrams(text: string): Map<string, number> {
  const words =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}_]+/gu) ?? []
  const grams = new Map<string, number>()
  for (let at = 0; at + 4 <= words.length; at++) {
    const gram = words.slice(at, at + 4).join(' ')
    grams.set(gram, (grams.get(gram) ?? 0) + 1)
  }
  return grams
}

function f1(got: string, wanted: string): { readonly precision: number; readonly recall: number; readonly f1: number } {
  const [a, b] = [fourGrams(got), fourGrams(wanted)]
  let common = 0
  for (const [gram, count] of a) common += Math.min(count, b.get(gram) ?? 0)
  const sum = (grams: Map<string, number>) => [...grams.values()].reduce((total, count) => total + count, 0)
  const precision = common / Math.max(1, sum(a))
  const recall = common / Math.max(1, sum(b))
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
const mean = (numbers: readonly number[]) =>
  numbers.reduce((total, number) => total + number, 0) / Math.max(1, numbers.length)

const truths = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as readonly Truth[]
const bodies: number[] = []
const times: number[] = []
const cpu: number[] = []
const titles: number[] = []
const authors: number[] = []
const dates: number[] = []
let thrown = 0
const read = async (truth: Truth) => {
  const bytes = await readFile(join(folder, truth.page))
  return truth.page.endsWith('.gz') ? gunzipSync(bytes) : bytes
}
// Once over all of them first: compiling is not what is measured.
for (const truth of truths) await parseArticle(await read(truth), { url: truth.url }).catch(() => undefined)
for (const truth of truths) {
  const bytes = await read(truth)
  const start = performance.now()
  const before = process.cpuUsage()
  try {
    const { item, found } = await parseArticle(bytes, { url: truth.url })
    const took = performance.now() - start
    const body = f1(htmlToText(item.content?.value ?? ''), truth.body)
    times.push(took)
    cpu.push(process.cpuUsage(before).user / 1000)
    bodies.push(body.f1)
    if (truth.title !== undefined) titles.push(Number(fold(item.title?.value ?? '') === fold(truth.title)))
    if (truth.authors !== undefined) {
      const [got, wanted] = [
        new Set(item.authors.map(({ name }) => fold(name ?? ''))),
        new Set(truth.authors.map(fold)),
      ]
      authors.push(Number(got.size === wanted.size && [...wanted].every((name) => got.has(name))))
    }
    if (truth.published !== undefined) {
      const [got, wanted] = [parseDate(item.published ?? ''), parseDate(truth.published)]
      dates.push(Number(got !== undefined && wanted !== undefined && Math.abs(got.at - wanted.at) <= 60_000))
    }
    const ways = ['title', 'author', 'date', 'body'].map((field) => `${field}:${found[field] ?? '-'}`).join(' ')
    process.stdout.write(
      `${truth.page}  P ${body.precision.toFixed(3)}  R ${body.recall.toFixed(3)}  F1 ${body.f1.toFixed(3)}  ${took.toFixed(0).padStart(4)} ms  ${ways}\n`,
    )
  } catch (error) {
    thrown++
    process.stdout.write(`${truth.page}  threw ${String(error)}\n`)
  }
}
times.sort((a, b) => a - b)
cpu.sort((a, b) => a - b)
process.stdout.write(
  `\n${truths.length} pages, ${thrown} threw; body F1 ${mean(bodies).toFixed(4)}; median ${(times[times.length >> 1] ?? 0).toFixed(1)} ms, slowest ${(times.at(-1) ?? 0).toFixed(0)} ms; CPU median ${(cpu[cpu.length >> 1] ?? 0).toFixed(1)} ms\n`,
)
for (const [name, scores] of [
  ['title', titles],
  ['authors', authors],
  ['date within a minute', dates],
] as const)
  if (scores.length > 0) process.stdout.write(`${name} ${mean(scores).toFixed(3)} of ${scores.length}\n`)
process.exitCode = thrown > 0 ? 1 : 0
