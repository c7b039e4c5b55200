import { wantsArticles } from '../article-queue.ts'
import type { Source } from '../model/source.ts'
import type { SourceState } from '../model/source-state.ts'
import type { ArticlesStatus } from '../model/status.ts'
import { cleanText } from '../text/plain.ts'

/** What became of the pages of a source's articles. Undefined where nothing is to be told. */
export function articlesStatus(source: Source, state: SourceState | undefined): ArticlesStatus | undefined {
  const waiting = Object.values(state?.articles ?? {})
  const refused = Object.values(state?.refused ?? {})
  if (!wantsArticles(source) || waiting.length + refused.length === 0) return undefined
  return {
    waiting: waiting.length,
    waitingFor: counted(waiting.flatMap(({ why }) => why ?? [])),
    refused: refused.length,
    refusedFor: counted(refused.map(({ why }) => why)),
    ...(refused.length === 0 ? {} : { lastRefused: Math.max(...refused.map(({ at }) => at)) }),
  }
}

/** `full text: 3 refused (2 robots.txt forbids it, 1 challenge), 2 wait`: for people. */
export function articlesLine({ waiting, waitingFor, refused, refusedFor }: ArticlesStatus): string {
  const parts = [
    ...(refused === 0 ? [] : [`${refused} refused${reasons(refusedFor)}`]),
    ...(waiting === 0 ? [] : [`${waiting} ${waiting === 1 ? 'waits' : 'wait'}${reasons(waitingFor)}`]),
  ]
  return `full text: ${parts.join(', ')}`
}

function reasons(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([why, count]) => `${count} ${cleanText(why)}`)
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

function counted(texts: readonly string[]): Readonly<Record<string, number>> {
  const groups = [...Map.groupBy(texts, (text) => text)].map(([text, { length }]) => [text, length] as const)
  return Object.fromEntries(groups.sort(([, a], [, b]) => b - a))
}
