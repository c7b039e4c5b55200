/**
 * Writes src/curate/concept-table.ts: what things and cities are called in many languages, aligned by concept, from the
 * Unicode CLDR's annotations and exemplar cities (Unicode-3.0). Run it again only to change it: `node scripts/concepts.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const LANGUAGES =
  'ar bg bn cs da de el en es fa fi fil fr he hi hu id it ja ko ms nl no pl pt ro ru sv sw ta th tr uk ur vi zh'.split(
    ' ',
  )

const require = createRequire(import.meta.url)
const annotations = join(dirname(require.resolve('cldr-annotations-full/package.json')), 'annotations')
const dates = join(dirname(require.resolve('cldr-dates-full/package.json')), 'main')

type Annotation = { readonly default?: readonly string[]; readonly tts?: readonly string[] }

function thingsOf(language: string): ReadonlyMap<string, readonly string[]> {
  const file: { annotations: { annotations: Record<string, Annotation> } } = JSON.parse(
    readFileSync(join(annotations, language, 'annotations.json'), 'utf8'),
  )
  return new Map(
    Object.entries(file.annotations.annotations).map(([sign, names]) => [
      sign,
      [...(names.default ?? []), ...(names.tts ?? [])],
    ]),
  )
}

type Zones = { readonly [name: string]: Zones | string }

function citiesOf(language: string): ReadonlyMap<string, readonly string[]> {
  const file: { main: Record<string, { dates: { timeZoneNames: { zone: Zones } } }> } = JSON.parse(
    readFileSync(join(dates, language, 'timeZoneNames.json'), 'utf8'),
  )
  const cities = new Map<string, readonly string[]>()
  const walk = (zones: Zones, path: string) => {
    for (const [name, below] of Object.entries(zones)) {
      if (typeof below === 'string') {
        if (name === 'exemplarCity') cities.set(path, [below])
      } else walk(below, `${path}/${name}`)
    }
  }
  walk(file.main[language]?.dates.timeZoneNames.zone ?? {}, '')
  return cities
}

const names = new Map(LANGUAGES.map((language) => [language, new Map([...thingsOf(language), ...citiesOf(language)])]))
const concepts = [...new Set([...names.values()].flatMap((known) => [...known.keys()]))].sort()

const plain = (name: string) => name.normalize('NFC').toLowerCase().replace(/[|\n]/g, ' ').trim()
let bytes = 0
const lines = LANGUAGES.map((language) => {
  const text = concepts
    .map((concept) =>
      [...new Set(names.get(language)?.get(concept)?.map(plain))].filter((name) => name !== '').join('|'),
    )
    .join('\n')
  const packed = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
  })
  bytes += packed.length
  return `  ${language}: '${packed.toString('base64')}',`
})

writeFileSync(
  new URL('../src/curate/concept-table.ts', import.meta.url),
  `// Made by scripts/concepts.ts from the Unicode CLDR (Unicode-3.0): annotations and exemplar cities. Not to be edited.

/** By language: a line for each concept, the same in all; its names parted by \`|\`. Brotli, base64. */
export const CONCEPT_NAMES: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`,
)
process.stdout.write(`${concepts.length} concepts, ${LANGUAGES.length} languages, ${bytes} bytes compressed\n`)
