/**
 * The most memory that reading one document takes above an idle process, as a multiple of the document (Linux only).
 *
 *   node bench/parse-memory.ts
 *
 * Documents of 5 MB, each read by a process of its own as `serve` reads them: such as are read in pieces in place, also
 * what is not in UTF-8, must be mended as a whole, or is one item of thousands of elements, and such as go to a thread, because
 * their JSON is damaged. The limit is 6; a thread alone takes about as much to start, once in the life of a process. The documents
 * are made by another process than the one that is measured, which has no memory of it.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createParser } from '../src/parse/parser.ts'
import { newsFeed } from './parse-documents.ts'

const url = 'https://news.example.org/rss.xml'
const bytes = 5 * 1024 * 1024

function text(): string {
  return Buffer.from(newsFeed({ bytes, markup: 'cdata', language: 'en' })).toString()
}

const documents: Readonly<Record<string, () => Uint8Array>> = {
  'in pieces, English': () => newsFeed({ bytes, markup: 'cdata', language: 'en' }),
  'in pieces, escaped': () => newsFeed({ bytes, markup: 'escaped', language: 'en' }),
  'in pieces, Russian': () => newsFeed({ bytes, markup: 'cdata', language: 'ru' }),
  'in pieces, UTF-16': () => Buffer.from(`\ufeff${text().slice(0, bytes / 2)}`, 'utf16le'),
  'in pieces, windows-1252': () => Buffer.from(text().replaceAll('council', 'conseil g\u00e9n\u00e9ral'), 'latin1'),
  'in pieces, control characters': () => Buffer.from(text().replaceAll('rain', 'ra\u0001in')),
  'in pieces, encoded twice': () =>
    Buffer.from(Buffer.from(text().replaceAll('council', 'conseil g\u00e9n\u00e9ral')).toString('latin1')),
  'in pieces, one long text': () =>
    Buffer.from(
      `<rss><channel><item><title>T</title><description>${'rain &lt; '.repeat(bytes / 10)}</description></item></channel></rss>`,
    ),
  'in pieces, one item of many elements': () => manyElements(bytes),
  'in pieces, encoding guessed': () => unlabelled(bytes),
  'in pieces, JSON': () => json(bytes),
  'in pieces, JSON in Russian': () =>
    Buffer.from(
      Buffer.from(json(0.7 * bytes))
        .toString()
        .replaceAll(/[a-z]{4,}(?= )/g, 'дождь'),
    ),
  'thread that has to be started': () => damagedJson(bytes),
  'thread that stands ready': () => damagedJson(bytes),
}

function json(length: number): Uint8Array {
  const content_html = `<p>${'Rain over the northern hills would delay work on a bridge. '.repeat(12)}</p>`
  const items = Array.from({ length: Math.floor(length / (content_html.length + 100)) }, (_, n) => ({
    id: `https://news.example.org/?p=${n}`,
    url: `https://news.example.org/world/${n}/story`,
    title: `Rain over the hills ${n}`,
    content_html,
  }))
  return Buffer.from(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'World news', items }))
}

/** With a comma too many. */
function damagedJson(length: number): Uint8Array {
  return Buffer.from(Buffer.from(json(length)).toString().replace(/.$/, ',}'))
}

/** Windows-1251 of which nobody says that it is. */
function unlabelled(length: number): Uint8Array {
  const russian = Buffer.from(newsFeed({ bytes: 2 * length, markup: 'cdata', language: 'ru' })).toString()
  const all = russian.replace(/<[?]xml.*?>|<language>.*?<.language>/g, '')
  const text = all.slice(0, all.lastIndexOf('<item>', length))
  // Windows-1251 has the letters from U+0410 on at 0xc0.
  const old = text.replace(/[\u0410-\u044f]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x410 + 0xc0))
  return Buffer.from(`${old}</channel></rss>`, 'latin1')
}

function manyElements(length: number): Uint8Array {
  const categories = '<category>rain over the northern hills would delay work on a bridge</category>'
  return Buffer.from(
    `<rss><channel><item><title>T</title>${categories.repeat(Math.ceil(length / categories.length))}</item></channel></rss>`,
  )
}

/** In bytes; of `/proc/self/status`. */
function memory(line: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`^${line}:\\s*(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))
  return Number(found?.[1] ?? 0) * 1024
}

async function measure(name: string, file: string): Promise<void> {
  const parser = createParser()
  const small = newsFeed({ bytes: 60 * 1024, markup: 'cdata', language: 'en' })
  for (let times = 0; times < 20; times++) await parser.parseFeed(small, { url })
  if (name === 'thread that stands ready') await parser.parseFeed(damagedJson(512 * 1024), { url })
  const document = readFileSync(file)
  globalThis.gc?.()
  await setTimeout(200)
  const idle = memory('VmRSS')
  // From here on the kernel counts the peak anew (proc(5), clear_refs).
  writeFileSync('/proc/self/clear_refs', '5')
  const feed = await parser.parseFeed(document, { url })
  const peak = memory('VmHWM')
  await parser.close()
  const times = (peak - idle) / document.length
  process.stdout.write(
    `${name}: ${(document.length / 2 ** 20).toFixed(1)} MB, ${feed.items.length} items, idle ${(idle / 2 ** 20).toFixed(0)} MB, ` +
      `peak ${((peak - idle) / 2 ** 20).toFixed(0)} MB above it, ${times.toFixed(1)} times the document\n`,
  )
}

const [name, file] = process.argv.slice(2)
if (name === undefined || file === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'parse-memory-'))
  for (const [one, make] of Object.entries(documents)) {
    const path = join(folder, 'document')
    writeFileSync(path, make())
    spawnSync(process.execPath, ['--expose-gc', import.meta.filename, one, path], { stdio: 'inherit' })
  }
  rmSync(folder, { recursive: true })
} else await measure(name, file)
