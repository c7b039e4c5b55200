/**
 * How fast documents are parsed, beside rss-parser and, where it is installed, sfeed (C).
 *
 *   node bench/parse.ts [DIRECTORY]
 *
 * The documents are made here: RSS of 60 KB and of 5 MB in the manner of a news site, the same escaped and in Russian.
 * With a directory, all its files are parsed too (whichever both parsers accept are compared).
 * All begin with bytes, as they come from a server, and end with texts that keep nothing else in memory. Figures are of
 * the processor, threads of the garbage collector included, and each is the best of several rounds in one process, parsers
 * taking turns, because other work on the machine only adds; in a round a small document is parsed many times, as a process
 * that reads feeds all day does, and those of a directory four times: V8 needs some fifty readings of them until our code is as
 * good as it gets, and five for rss-parser's. sfeed's time includes its start.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import RssParser from 'rss-parser'
import { readFeed } from '../src/parse/parse-feed.ts'
import { newsFeed } from './parse-documents.ts'

const url = 'https://news.example.org/rss.xml'
const rssParser = new RssParser()

/** Milliseconds of the processor. */
async function time(times: number, work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  for (let done = 0; done < times; done++) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e3 / times
}

/** As the shell tells it: Node does not say what a child used. */
function sfeed(bytes: Uint8Array): number | undefined {
  const command = `TIMEFORMAT='%U %S'; time sfeed ${url} > /dev/null`
  const { status, error, stderr } = spawnSync('bash', ['-c', command], { input: bytes, encoding: 'utf8' })
  const [user, system] = stderr.trim().split(' ').map(Number)
  return error === undefined && status === 0 ? ((user ?? 0) + (system ?? 0)) * 1e3 : undefined
}

async function compare(name: string, documents: readonly Uint8Array[], rounds: number): Promise<void> {
  const bytes = documents.reduce((sum, document) => sum + document.length, 0)
  const times = Math.max(documents.length > 1 ? 4 : 1, Math.round(2e6 / bytes))
  const ours: number[] = []
  const theirs: number[] = []
  const c: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(
      await time(times, () => {
        for (const document of documents) readFeed(document, { url })
      }),
    )
    theirs.push(
      await time(times, async () => {
        // rss-parser does not decode: its users do.
        for (const document of documents) await rssParser.parseString(new TextDecoder().decode(document))
      }),
    )
    const one = documents[0]
    const spent = documents.length === 1 && one !== undefined ? sfeed(one) : undefined
    if (spent !== undefined) c.push(spent)
  }
  const [mine, other] = [Math.min(...ours), Math.min(...theirs)]
  process.stdout.write(
    `${name}: ${(bytes / 1024).toFixed(0)} KB  warta ${mine.toFixed(2)} ms (${(bytes / 1e3 / mine).toFixed(0)} MB/s)  ` +
      `rss-parser ${other.toFixed(2)} ms, ${(other / mine).toFixed(1)} times as much` +
      `${c.length > 0 ? `  sfeed ${Math.min(...c).toFixed(0)} ms, warta takes ${(mine / Math.min(...c)).toFixed(2)} of it` : ''}\n`,
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
await compare('60 KB RSS', [small], 40)
await compare('60 KB RSS, escaped', [newsFeed({ bytes: 60 * 1024, markup: 'escaped', language: 'en' })], 40)
await compare('60 KB RSS, Russian', [newsFeed({ bytes: 60 * 1024, markup: 'cdata', language: 'ru' })], 40)
await compare('5 MB RSS', [newsFeed({ bytes: 5 * 1024 * 1024, markup: 'cdata', language: 'en' })], 9)
await compare('5 MB RSS, escaped', [newsFeed({ bytes: 5 * 1024 * 1024, markup: 'escaped', language: 'en' })], 9)
await compare('5 MB RSS, Russian', [newsFeed({ bytes: 5 * 1024 * 1024, markup: 'cdata', language: 'ru' })], 9)
const directory = process.argv[2]
if (directory !== undefined) await compare(directory, await acceptedByBoth(directory), 20)
