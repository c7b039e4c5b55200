import type { Config } from '../config/config.ts'
import type { Lane } from '../model/outbox.ts'
import type { ReceiverStatus } from '../model/status.ts'
import { hostOf, isGivenUp } from '../notify.ts'
import { topicUrls } from '../publish/topics.ts'
import { webhookName } from '../publish/webhook.ts'
import type { Outbox } from '../store/store.ts'
import { cleanText } from '../text/plain.ts'

/** How telling the configured hub and webhooks goes. */
export function receiverStatuses({ site, sections, notify }: Config, outbox: Outbox): readonly ReceiverStatus[] {
  const webhooks = notify.map(({ url }) => {
    const name = webhookName(url)
    const waiting = outbox.events.filter(({ to }) => to.includes(name)).length
    const lanes = [...outbox.lanes.values()].filter(({ key }) => key.startsWith(`${name} `))
    return statusOf('webhook', url, waiting, lanes)
  })
  if (site.hub === undefined || site.url === undefined) return webhooks
  const topics = topicUrls(site.url, [...sections.map(({ slug }) => slug), 'all']).flatMap((url) => {
    const topic = outbox.topics.get(url)
    return topic === undefined || outbox.lanes.get(url)?.told === topic.digest ? [] : [topic]
  })
  const lanes = topics.flatMap(({ url, digest }) => {
    const lane = outbox.lanes.get(url)
    return lane?.tried === digest ? [lane] : []
  })
  return [statusOf('hub', site.hub, topics.length, lanes), ...webhooks]
}

function statusOf(kind: ReceiverStatus['kind'], url: string, waiting: number, lanes: readonly Lane[]): ReceiverStatus {
  const [worst] = lanes.toSorted((a, b) => b.failures - a.failures)
  const gaveUp = lanes.flatMap(({ gaveUpAt }) => gaveUpAt ?? [])
  return {
    kind,
    host: hostOf(url),
    waiting,
    failures: worst?.failures ?? 0,
    ...(worst?.failingSince === undefined ? {} : { since: worst.failingSince }),
    ...(worst === undefined || worst.failures === 0 || worst.problem === undefined ? {} : { problem: worst.problem }),
    ...(worst?.nextAt === undefined || isGivenUp(worst) ? {} : { next: worst.nextAt }),
    givenUp: lanes.reduce((sum, { givenUp = 0 }) => sum + givenUp, 0),
    ...(gaveUp.length === 0 ? {} : { gaveUpAt: Math.max(...gaveUp) }),
  }
}

/** One line for people; none where there is nothing to tell. */
export function receiverLine(receiver: ReceiverStatus): string {
  const { kind, host, waiting, failures, since, problem, next, givenUp, gaveUpAt } = receiver
  if (waiting + failures + givenUp === 0) return ''
  const one = kind === 'hub' ? 'topic' : 'event'
  const attempts = failures === 1 ? '1 attempt' : `${failures} attempts`
  const parts = [
    waiting === 0 ? '' : waiting === 1 ? `1 ${one} waits` : `${waiting} ${one}s wait`,
    failures === 0 ? '' : `${attempts} failed since ${iso(since)}: ${cleanText(problem ?? '')}`,
    failures === 0 ? '' : next === undefined ? 'tried again with the next change' : `next ${iso(next)}`,
    givenUp === 0 ? '' : `${givenUp} ${givenUp === 1 ? one : `${one}s`} given up, the last ${iso(gaveUpAt)}`,
  ]
  return `${kind} ${host}: ${parts.filter(Boolean).join('; ')}\n`
}

function iso(at: number | undefined): string {
  return at === undefined ? '?' : new Date(at).toISOString().replace('.000Z', 'Z')
}
