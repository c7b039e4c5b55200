/**
 * How fast documents are parsed, beside rss-parser and, where it is installed, sfeed (C).
 *
 *   node bench/parse.ts [DIRECTORY]
 *
 * The documents are made here: RSS of 60 KB and of 5 MB in the manner of a news site, the same escaped and in Russian.
 * With a directory, all its files are parsed too (whichever both parsers accept are compared).
 * Each figure is the best of several rounds in one process, parsers taking turns, because other work on the machine only
 * adds; in a round a small document is parsed many times, as a process that reads feeds all day does. Beside the time
 * that passed stands the processor's, threads of the garbage collector included. sfeed's time includes its start.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import RssParser from 'rss-parser'
import { readFeed } from '../src/parse/parse-feed.ts'
import { newsFeed } from './parse-documents.ts'

const url = 'https://news.example.org/rss.xml'
const rssParser = new RssParser()

/** In milliseconds. */
type Spent = { readonly passed: number; readonly processor: number }

function best(figures: readonly Spent[]): Spent {
  return {
    passed: Math.min(...figures.map(({ passed }) => passed)),
    processor: Math.min(...figures.map(({ processor }) => processor)),
  }
}

async function time(times: number, work: () => unknown): Promise<Spent> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  for (let done = 0; done < times; done++) await work()
  const passed = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { passed: passed / times, processor: (user + system) / 1e3 / times }
}

function sfeed(bytes: Uint8Array): number | undefined {
  const start = performance.now()
  const { status, error } = spawnSync('sfeed', [url], { input: bytes, maxBuffer: 1 << 28 })
  return error === undefined && status === 0 ? performance.now() - start : undefined
}

async function compare(name: string, documents: readonly Uint8Array[], rounds: number): Promise<void> {
  const texts = documents.map((bytes) => new TextDecoder().decode(bytes))
  const bytes = documents.reduce((sum, document) => sum + document.length, 0)
  const times = Math.max(1, Math.round(2e6 / bytes))
  const ours: Spent[] = []
  const theirs: Spent[] = []
  const c: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(
      await time(times, () => {
        for (const bytes of documents) readFeed(bytes, { url })
      }),
    )
    // rss-parser is given text: it does not decode bytes.
    theirs.push(
      await time(times, async () => {
        for (const text of texts) await rssParser.parseString(text)
      }),
    )
    const one = documents[0]
    const spent = documents.length === 1 && one !== undefined ? sfeed(one) : undefined
    if (spent !== undefined) c.push(spent)
  }
  const [mine, other] = [best(ours), best(theirs)]
  process.stdout.write(
    `${name}: ${(bytes / 1024).toFixed(0)} KB  warta ${mine.passed.toFixed(2)} ms (${(bytes / 1e3 / mine.passed).toFixed(0)} MB/s)  ` +
      `rss-parser ${other.passed.toFixed(2)} ms, ${(other.passed / mine.passed).toFixed(1)} times as long ` +
      `(processor: ${mine.processor.toFixed(2)}, ${other.processor.toFixed(2)}, ${(other.processor / mine.processor).toFixed(1)} times)` +
      `${c.length > 0 ? `  sfeed ${Math.min(...c).toFixed(2)} ms, warta takes ${(mine.passed / Math.min(...c)).toFixed(2)} of it` : ''}\n`,
  )
}

async function acceptedByBoth(directory: string): Promise<Uint8Array[]> {
  const accepted: Uint8Array[] = []
  for (const name of readdirSync(directory)) {
    const bytes = readFileSync(join(directory, name))
    try {
      readFeed(bytes, { url })
      await rssParser.parseString(new TextDecoder().decode(bytes))
      accepted.push(bytes)
    } catch (error) {
      process.stdout.write(`${name}: left out, ${error instanceof Error ? error.message.split('\n')[0] : error}\n`)
    }
  }
  return accepted
}

const small = newsFeed({ bytes: 60 * 1024, markup: 'cdata', language: 'en' })
for (let round = 0; round < 100; round++) readFeed(small, { url })
await compare('60 KB RSS', [small], 20)
await compare('60 KB RSS, escaped', [newsFeed({ bytes: 60 * 1024, markup: 'escaped', language: 'en' })], 20)
await compare('60 KB RSS, Russian', [newsFeed({ bytes: 60 * 1024, markup: 'cdata', language: 'ru' })], 20)
await compare('5 MB RSS', [newsFeed({ bytes: 5 * 1024 * 1024, markup: 'cdata', language: 'en' })], 9)
await compare('5 MB RSS, escaped', [newsFeed({ bytes: 5 * 1024 * 1024, markup: 'escaped', language: 'en' })], 9)
await compare('5 MB RSS, Russian', [newsFeed({ bytes: 5 * 1024 * 1024, markup: 'cdata', language: 'ru' })], 9)
const directory = process.argv[2]
if (directory !== undefined) await compare(directory, await acceptedByBoth(directory), 9)
