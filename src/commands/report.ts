import type { CycleReport, SourceReport } from '../schedule.ts'
import type { Outcome } from '../aggregate.ts'
import { failureAdvice } from '../fetch/failure-advice.ts'
import { askUrl } from '../fetch/next-check.ts'
import type { Instant } from '../model/instant.ts'
import type { NotifyReport } from '../notify.ts'
import type { SectionOutcome } from '../syndicate.ts'
import { cleanText } from '../text/plain.ts'
import { publicUrl } from '../text/public-url.ts'
import { conditionOf } from './status-report.ts'

/** `8 sources, 400 read, 38 published, 341 history, 21 duplicates`: what is nought is left out, but for the first three. */
export function sentence({ polled, sections }: CycleReport): string {
  const read = sum(polled.map(({ outcome }) => (outcome.status === 'updated' ? outcome.read : 0)))
  const published = sum(sections.map(({ added }) => added))
  const failed = polled.filter(({ outcome }) => outcome.status === 'failed').length
  const left = (...reasons: readonly string[]) =>
    sum(sections.map((section) => sum(reasons.map((reason) => (section.left as Record<string, number>)[reason] ?? 0))))
  const parts = [
    count(left('history', 'too-old'), 'history'),
    count(left('duplicate'), 'duplicates'),
    count(left('rule'), 'dropped by rules'),
    count(left('limit', 'source-limit', 'per-day', 'pushed-off'), 'over limits'),
    count(left('untitled'), 'without a title'),
    count(left('held', 'future'), 'dated in the future'),
    count(polled.filter(({ outcome }) => outcome.status === 'not-modified').length, 'not modified'),
    count(failed, 'failed'),
  ]
  const asked = `${polled.length} ${polled.length === 1 ? 'source' : 'sources'}`
  return [`${asked}, ${read} read, ${published} published`, ...parts.filter(Boolean)].join(', ')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0)
}

function count(number: number, what: string): string {
  return number === 0 ? '' : `${number} ${what}`
}

/** The lines an operator wants to be woken for: sources that began to fail, are gone, or answer again; gates that close. */
export function stateChanges({ polled, sections, at }: CycleReport): readonly string[] {
  return [
    ...polled.flatMap(sourceChange),
    ...polled.flatMap(moved),
    ...polled.flatMap(drifted),
    ...sections.flatMap((section) => gateChange(section, at)),
  ]
}

/** The sources asked, where not one of them answered. */
export function unanswered(polled: readonly SourceReport[]): readonly SourceReport[] {
  const asked = polled.filter(({ outcome }) => outcome.status !== 'waiting' && outcome.status !== 'stopped')
  return asked.every(({ outcome }) => outcome.status === 'failed') ? asked : []
}

/** That not one of all `sources` answers, when that begins: none of them need have failed long enough to be told of. */
export function noneAnswers({ polled }: CycleReport, sources: number): readonly string[] {
  const failed = unanswered(polled)
  const first = failed.find(({ before }) => before?.failures === 0)
  if (failed.length < sources || first?.outcome.status !== 'failed') return []
  const { source, outcome } = first
  const others = failed.length === 1 ? '' : `, the first of ${failed.length}`
  return [`not one source answers: ${source.id}${others}: ${cleanText(outcome.error.message)}`]
}

function gateChange({ slug, gate }: SectionOutcome, at: Instant): readonly string[] {
  return gate?.since === at
    ? [
        `section ${slug} keeps its last good edition: ${gate.name}: ${cleanText(gate.detail)}; if that is meant, widen \`gate\` in its file for one run`,
      ]
    : []
}

/** A source that is asked elsewhere from now on: its publisher moved it for good, or took that back. */
function moved({ source, before, after }: SourceReport): readonly string[] {
  if (after === undefined || before?.movedTo === after.movedTo || before?.url !== after.url) return []
  return after.movedTo === undefined
    ? [`${source.id} is asked at ${publicUrl(after.url)} again: where it had moved it is not to be had`]
    : [`${source.id} has moved for good: it is asked at ${cleanText(publicUrl(after.movedTo))} from now on`]
}

/**
 * A source that is not what it was or gives nothing, told when it begins: without the numbers, which go on changing. That its
 * list was found elsewhere and that it is lost are two things.
 */
function drifted({ source, before, after }: SourceReport): readonly string[] {
  const isLost = (warning: string) => / is empty | is gone,|: (?:there is )?no other list/.test(warning)
  const kind = (warning: string) => `${warning.replace(/(?:: | \d).*/s, '')}${isLost(warning) ? ' and is lost' : ''}`
  const known = new Set(before?.warnings?.map(kind))
  const hasNever = (warning: string) => warning.startsWith('no entry: ')
  const isTold = (warning: string) =>
    (hasNever(warning) ||
      /^(?:nothing|what) matches |^no (?:entries|title): |%, was | matches nothing /.test(warning)) &&
    !known.has(kind(warning))
  return (after?.warnings ?? [])
    .filter(isTold)
    .map((warning) => `${source.id} ${hasNever(warning) ? 'gives' : 'has changed:'} ${cleanText(warning)}`)
}

function sourceChange({ source, before, after, outcome }: SourceReport): readonly string[] {
  const [was, is] = [conditionOf(before), conditionOf(after)]
  if (is === was || is === 'waiting') return []
  const asked = after === undefined ? source.url : askUrl(after)
  const reason =
    outcome.status === 'failed' ? `: ${cleanText(outcome.error.message)}. ${failureAdvice(outcome.error, asked)}` : ''
  if (is === 'failing' || is === 'gone') return [`${source.id} is ${is}${reason}`]
  return was === 'failing' || was === 'gone' ? [`${source.id} answers again`] : []
}

/** A line for each poll: what came of it, and when the source is asked again. */
export function verboseLines({ polled }: CycleReport): readonly string[] {
  return polled.map(({ source, outcome, after }) => {
    const next = after === undefined ? '' : `; next ${new Date(after.nextDueAt).toISOString()}: ${after.dueReason}`
    return `${source.id}: ${spellOut(outcome)}${next}`
  })
}

function spellOut(outcome: Outcome): string {
  switch (outcome.status) {
    case 'updated':
      return `${outcome.read} read, ${outcome.added} new, ${outcome.changed} changed`
    case 'failed':
      return cleanText(outcome.error.message)
    case 'not-modified':
      return 'not modified'
    case 'waiting':
      return `not asked: ${outcome.reason}`
    case 'stopped':
      return 'stopped'
  }
}

/** One line of JSON for each poll and each section, one where others were told, and one at the end. */
export function jsonLines(report: CycleReport, { delivered, pinged }: NotifyReport): string {
  const events = [
    ...report.polled.map(({ source, outcome, after }) => ({
      event: 'polled',
      source: source.id,
      ...(outcome.status === 'failed'
        ? { status: outcome.status, error: { code: outcome.error.code, message: cleanText(outcome.error.message) } }
        : outcome),
      ...(after === undefined ? {} : { next: new Date(after.nextDueAt).toISOString() }),
    })),
    ...report.sections.map((section) => ({ event: 'section', ...section })),
    ...(delivered + pinged === 0 ? [] : [{ event: 'told', delivered, pinged }]),
    { event: 'done', at: new Date(report.at).toISOString(), summary: sentence(report) },
  ]
  return events.map((event) => `${JSON.stringify(event)}\n`).join('')
}
