/**
 * Makes `src/text/language-table.json` from eld's small database (Apache-2.0): `node scripts/language-table.ts`. As eld
 * ships it, it is a program of 1.6 MB that takes half a second and 150 MB to become an object of 81,000 objects.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { brotliCompressSync, constants } from 'node:zlib'

type Database = {
  readonly languages: Readonly<Record<string, string>>
  readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** What a module of eld's exports under a name; it has no imports. */
function exported<T>(path: string, name: string): T {
  const entry = import.meta.resolve('eld/small')
  const text = readFileSync(fileURLToPath(new URL(path, entry)), 'utf8').replace(/^\uFEFF/, '')
  return runInNewContext(`${text.replaceAll('export const', 'var')}\n;${name}`) as T
}

const { languages, ngrams } = exported<Database>('../ngrams/small.js', 'ngramsData')
const average = exported<Readonly<Record<string, number>>>('../avgScore.js', 'avgScore')
const dictionary = exported<readonly string[]>('../dictionary.js', 'dictionary')

/** eld writes bytes above 127 as printable characters of its own: here they are bytes again. */
const bytes = new Map(dictionary.flatMap((character, byte) => (byte < 128 ? [] : [[character, byte] as const])))
const isOwn = /[a-z'` ]/
const bytesOf = (ngram: string): string =>
  Array.from(ngram, (character) =>
    isOwn.test(character) ? character : String.fromCharCode(bytes.get(character) ?? 0),
  ).join('')

/** Bytes of an ngram, with the spaces around a word. */
const LONGEST = 6
const rows = Object.entries(ngrams)
  .map(([ngram, scores]) => ({ ngram: bytesOf(ngram).padEnd(LONGEST, '\0'), scores: Object.entries(scores) }))
  .sort((a, b) => (a.ngram < b.ngram ? -1 : 1))
if (rows.some(({ ngram }) => ngram.length > LONGEST)) throw new Error('an ngram is longer')
const keys = Buffer.from(rows.map(({ ngram }) => ngram).join(''), 'latin1')
// Each as two numbers that are ordered as its bytes are.
const beginnings = Buffer.alloc(rows.length * 4)
const ends = Buffer.alloc(rows.length * 2)
for (let row = 0; row < rows.length; row++) {
  beginnings.writeUInt32LE(keys.readUInt32BE(row * LONGEST), row * 4)
  ends.writeUInt16LE(keys.readUInt16BE(row * LONGEST + 4), row * 2)
}
const counts = rows.map(({ scores }) => scores.length)
const pairs = rows.flatMap(({ scores }) => scores)
const packed = brotliCompressSync(
  Buffer.concat([
    beginnings,
    ends,
    Buffer.from(counts),
    Buffer.from(pairs.map(([language]) => Number(language))),
    Buffer.from(pairs.map(([, score]) => score)),
  ]),
  { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } },
)
const codes = Object.values(languages)

writeFileSync(
  new URL('../src/text/language-table.json', import.meta.url),
  `${JSON.stringify({
    about:
      "Made by scripts/language-table.ts from eld's small database (Copyright 2023 Nito T.M., Apache-2.0). Not to be edited.",
    languages: codes,
    averages: codes.map((code) => average[code] ?? 0),
    ngrams: rows.length,
    scores: pairs.length,
    packed: packed.toString('base64'),
  })}\n`,
)
process.stdout.write(`${rows.length} ngrams, ${pairs.length} scores, ${packed.length} bytes compressed\n`)
