/**
 * How well entries about one event are told from others: `node bench/story-pairs.ts FILE.jsonl…`. Lines are either pairs
 * `{lang, a, b, sa, sb, label}` (precision and recall by threshold) or entries `{id, title, summary?, time?, cluster}`
 * (B-cubed of the groups that editions make).
 */
import { readFileSync } from 'node:fs'
import { type EventPiece, eventPieceOf, storyScore } from '../src/curate/event-piece.ts'
import { groupStories } from '../src/curate/story-groups.ts'
import { entryOf } from '../tests/fixtures/entry.ts'

type Line = {
  readonly lang?: string
  readonly a?: string
  readonly b?: string
  readonly sa?: string
  readonly sb?: string
  readonly label?: number
  readonly title?: string
  readonly summary?: string
  readonly time?: number
  readonly cluster?: string
}

let serial = 0
function pieceOf(title: string, text: string, language: string | undefined, at = 0): EventPiece {
  serial += 1
  const spoken = language === undefined ? {} : { language: language.slice(0, 2) }
  return eventPieceOf(entryOf(`k${serial}`, title, { sourceId: 's', firstSeen: at, ...spoken }), text)
}

function pairs(lines: readonly Line[]): void {
  const scored = lines.map(({ a = '', b = '', sa = '', sb = '', lang, label = 0 }) => ({
    lang,
    same: label > 0,
    score: storyScore(pieceOf(a, sa, lang), pieceOf(b, sb, lang)),
  }))
  for (const lang of new Set(scored.map((pair) => pair.lang))) {
    const own = scored.filter((pair) => pair.lang === lang)
    const all = own.filter(({ same }) => same).length
    for (const threshold of [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6]) {
      const linked = own.filter(({ score }) => score >= threshold)
      const right = linked.filter(({ same }) => same).length
      process.stdout.write(
        `${lang} ≥ ${threshold}: precision ${(right / Math.max(linked.length, 1)).toFixed(3)} recall ${(right / all).toFixed(3)}\n`,
      )
    }
  }
}

/** As editions group: B-cubed of all, then of two halves of the clusters, so that a figure is seen to hold in both. */
function groups(lines: readonly Line[]): void {
  const clusters = [...new Set(lines.map(({ cluster }) => cluster))]
  const half = (rest: number) => lines.filter(({ cluster }) => clusters.indexOf(cluster) % 2 === rest)
  for (const [name, part] of Object.entries({ all: lines, even: half(0), odd: half(1) })) {
    const pieces = part.map(({ title = '', summary = '', time = 0, lang }) =>
      pieceOf(title, summary, lang ?? 'en', time * 1000),
    )
    const places = new Map(pieces.map(({ key }, i) => [key, i]))
    const found = pieces.map((_, i) => i)
    for (const group of groupStories(pieces)) {
      const members = group.map(({ key }) => places.get(key) ?? -1)
      for (const place of members) found[place] = members[0] ?? place
    }
    const gold = part.map(({ cluster = '' }) => cluster)
    process.stdout.write(`${name}: groups B-cubed ${bcubed(found, gold)} (limit F1 0.70)\n`)
  }
}

function bcubed(found: readonly number[], gold: readonly string[]): string {
  let precision = 0
  let recall = 0
  for (let i = 0; i < gold.length; i++) {
    let [both, inFound, inGold] = [0, 0, 0]
    for (let j = 0; j < gold.length; j++) {
      const [sameFound, sameGold] = [found[i] === found[j], gold[i] === gold[j]]
      if (sameFound && sameGold) both++
      if (sameFound) inFound++
      if (sameGold) inGold++
    }
    precision += both / inFound
    recall += both / inGold
  }
  const [p, r] = [precision / gold.length, recall / gold.length]
  return `precision ${p.toFixed(3)} recall ${r.toFixed(3)} F1 ${((2 * p * r) / (p + r)).toFixed(3)}`
}

for (const file of process.argv.slice(2)) {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line))
  process.stdout.write(`${file}\n`)
  if (lines[0]?.cluster === undefined) pairs(lines)
  else groups(lines)
}
