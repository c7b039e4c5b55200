/**
 * Whether a piece is found again in another language: `node bench/story-languages.ts FILE.jsonl [CANDIDATES]`. Lines are
 * `{lang, title, summary, cluster}` with `lang` in ISO 639-3; each is looked for among the English ones of as many
 * clusters as CANDIDATES says (all by default). Then precision and recall by threshold over all pairs of languages.
 */
import { readFileSync } from 'node:fs'
import { acrossLanguages, likeness } from '../src/curate/across-languages.ts'
import { Lexicons } from '../src/curate/concepts.ts'
import { templatedOf } from '../src/curate/one-template.ts'
import { wordVector } from '../src/curate/word-vector.ts'

type Line = { readonly lang: string; readonly title: string; readonly summary: string; readonly cluster: string }

const [file = '', candidates = '1000'] = process.argv.slice(2)
const OF_THREE: Readonly<Record<string, string>> = {
  msa: 'ms',
  zho: 'zh',
  fas: 'fa',
  ell: 'el',
  deu: 'de',
  fra: 'fr',
  fil: 'fil',
  nld: 'nl',
  arb: 'ar',
  spa: 'es',
  por: 'pt',
  pol: 'pl',
  tur: 'tr',
  swa: 'sw',
  ukr: 'uk',
  jpn: 'ja',
  ind: 'id',
}
const codeOf = (language: string) => OF_THREE[language] ?? language.slice(0, 2)

const lexicons = new Lexicons()
const lines = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line): Line => JSON.parse(line))
const clusters = new Set([...new Set(lines.map(({ cluster }) => cluster))].slice(0, Number(candidates)))
const pieces = lines.flatMap(({ lang, title, summary, cluster }) => {
  const concepts = lexicons.conceptsOf(title, summary, codeOf(lang))
  const names = lexicons.namesIn(summary, codeOf(lang))
  return concepts === undefined || !clusters.has(cluster) ? [] : [{ lang, cluster, concepts, names }]
})

const english = pieces.filter(({ lang }) => lang === 'eng')
const rates: number[] = []
for (const [lang, own] of Map.groupBy(pieces, (piece) => piece.lang)) {
  if (lang === 'eng') continue
  const first = own.filter(({ cluster, concepts }) => {
    const scores = english.map((other) => likeness(concepts, other.concepts))
    return english[scores.indexOf(Math.max(...scores))]?.cluster === cluster
  }).length
  rates.push(first / own.length)
  process.stdout.write(`${lang} ${(first / own.length).toFixed(2)}  `)
}
process.stdout.write(
  `\nfirst of ${english.length}: mean ${(rates.reduce((a, b) => a + b, 0) / rates.length).toFixed(3)} (limit 0.95), least ${Math.min(...rates).toFixed(3)} (limit 0.85)\n`,
)
for (const threshold of [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]) {
  let [linked, right, all] = [0, 0, 0]
  for (const a of pieces) {
    for (const b of english) {
      if (a.lang === 'eng') continue
      const same = a.cluster === b.cluster
      if (same) all++
      if (likeness(a.concepts, b.concepts) < threshold) continue
      linked++
      if (same) right++
    }
  }
  process.stdout.write(`≥ ${threshold}: precision ${(right / linked).toFixed(3)} recall ${(right / all).toFixed(3)}\n`)
}

// As an edition links: only what is each other's best, and clearly so.
const events = pieces.map(({ lang, concepts, names }, i) => ({
  key: String(i).padStart(6, '0'),
  sourceId: 's',
  at: 0,
  language: codeOf(lang),
  headline: '',
  text: [],
  vector: wordVector([], []),
  title: wordVector([], []),
  numbers: new Set<string>(),
  weight: 9,
  told: {
    title: [],
    text: new Uint32Array(),
    places: { text: '', named: new Map() },
    figures: new Set<string>(),
    uncased: undefined,
    plain: undefined,
    template: templatedOf({ headline: '', title: [], beginning: '', text: [] }, undefined),
  },
  isOwn: false,
  concepts,
  names,
}))
const links = acrossLanguages(events)
const rightLinks = links.filter(({ a, b }) => pieces[Number(a)]?.cluster === pieces[Number(b)]?.cluster).length
const languages = new Set(pieces.map(({ lang }) => lang)).size
const possible = (english.length * languages * (languages - 1)) / 2
process.stdout.write(
  `links between all languages: precision ${(rightLinks / links.length).toFixed(3)} recall ${(rightLinks / possible).toFixed(3)}\n`,
)
