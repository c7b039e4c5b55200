/**
 * How well entries about one event are told from others: `node bench/story-pairs.ts FILE.jsonl…`. Lines are either pairs
 * `{lang, a, b, sa, sb, label}` (precision and recall by threshold) or entries `{id, title, summary?, time?, cluster}`
 * (B-cubed of groups made by average link).
 */
import { readFileSync } from 'node:fs'
import { type EventPiece, eventPieceOf, storyScore } from '../src/curate/story-links.ts'
import type { Entry } from '../src/model/entry.ts'

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
  const entry: Entry = {
    key: `k${serial}`,
    sourceId: 's',
    title,
    authors: [],
    categories: [],
    enclosures: [],
    media: [],
    fingerprint: '',
    position: 0,
    firstSeen: at,
    changedAt: at,
    bodyRef: '',
    ...(language === undefined ? {} : { language: language.slice(0, 2) }),
  }
  return eventPieceOf(entry, text)
}

function pairs(lines: readonly Line[]): void {
  const scored = lines.map(({ a = '', b = '', sa = '', sb = '', lang, label = 0 }) => ({
    lang,
    same: label > 0,
    score: storyScore(pieceOf(a, sa, lang), pieceOf(b, sb, lang)).score,
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

function groups(lines: readonly Line[]): void {
  const pieces = lines.map(({ title = '', summary = '', time = 0, lang }) =>
    pieceOf(title, summary, lang ?? 'en', time * 1000),
  )
  const scores = pieces.map((a, i) => pieces.slice(0, i).map((b) => storyScore(a, b).score))
  let linked = 0
  let right = 0
  let same = 0
  const scoreOf = (i: number, j: number) => (i > j ? scores[i]?.[j] : scores[j]?.[i]) ?? 0
  for (const threshold of [0.08, 0.12, 0.16, 0.2]) {
    const clusters = averageLink(pieces.length, scoreOf, threshold)
    process.stdout.write(
      `average link ≥ ${threshold}: B-cubed ${bcubed(
        clusters,
        lines.map(({ cluster = '' }) => cluster),
      )}\n`,
    )
  }
  for (const threshold of [0.2, 0.3, 0.4]) {
    linked = right = same = 0
    for (let i = 0; i < pieces.length; i++) {
      for (let j = 0; j < i; j++) {
        const isSame = lines[i]?.cluster === lines[j]?.cluster
        if (isSame) same++
        if (scoreOf(i, j) < threshold) continue
        linked++
        if (isSame) right++
      }
    }
    process.stdout.write(
      `pairs ≥ ${threshold}: precision ${(right / linked).toFixed(3)} recall ${(right / same).toFixed(3)}\n`,
    )
  }
}

function averageLink(count: number, scoreOf: (i: number, j: number) => number, threshold: number): number[] {
  const members = Array.from({ length: count }, (_, i) => [i])
  const alive = new Set(members.keys())
  const sums = members.map((_, i) => Float64Array.from({ length: count }, (__, j) => (i === j ? 0 : scoreOf(i, j))))
  for (;;) {
    let best = threshold
    let pair: [number, number] | undefined
    for (const i of alive) {
      for (const j of alive) {
        if (j >= i) break
        const average = (sums[i]?.[j] ?? 0) / ((members[i]?.length ?? 1) * (members[j]?.length ?? 1))
        if (average > best) {
          best = average
          pair = [i, j]
        }
      }
    }
    if (pair === undefined) break
    const [i, j] = pair
    members[j]?.push(...(members[i] ?? []))
    for (const k of alive) {
      const sum = (sums[j]?.[k] ?? 0) + (sums[i]?.[k] ?? 0)
      if (sums[j] !== undefined) sums[j][k] = sum
      if (sums[k] !== undefined) sums[k][j] = sum
    }
    alive.delete(i)
  }
  const cluster: number[] = []
  for (const i of alive) for (const member of members[i] ?? []) cluster[member] = i
  return cluster
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
