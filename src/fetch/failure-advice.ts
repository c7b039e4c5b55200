import type { FetchFailure, ParseFailure } from '../errors.ts'
import { publicUrl } from '../text/public-url.ts'

type Known = FetchFailure | ParseFailure

const ADVICE: Readonly<Record<Known, string>> = {
  dns: 'The host has no address. Is its name spelt right, and does the site still exist?',
  connect: 'Nobody answers at that address. The server is down, or refuses us; Warta keeps trying.',
  tls: 'The certificate is expired, for another name, or of an unknown authority. Only the publisher can mend it: write to them.',
  timeout: 'The server is too slow or does not answer. Warta keeps trying.',
  'too-large':
    'The document is over the limit. A feed of this size is a mistake; look for a shorter one of the same publisher.',
  'refused-address':
    'The address is in a private network, or the port is not the web. If that is meant, name it in allowPrivate.',
  redirect: 'The address leads in a circle or to nowhere. Open it in a browser, and configure where it ends.',
  'http-status': 'The server does not take the request. Open the address in a browser: is it that of the feed?',
  gone: 'The publisher has removed it for good. Find its new address, or take it out of the section.',
  challenge:
    'A wall in front of the publisher wants to see a browser. Ask them to let feed readers pass; Warta does not pretend.',
  'rate-limited': 'The server asks for fewer requests. Warta waits as long as it says; a longer `every` helps.',
  encoding: 'The compression of the answer is broken. Warta asks once more without.',
  protocol: 'The answer is broken or incomplete HTTP. Warta keeps trying; if it stays, write to the publisher.',
  'unexpected-not-modified':
    'The server says "not modified" to a question nobody asked. Its cache is broken: write to the publisher.',
  'not-a-feed':
    'There is something, but no feed. Open the address in a browser: has the feed moved? `warta add` with that of the site finds it.',
  'not-a-page': 'There is something, but no page.',
  empty: 'The answer is empty. The last good entries are kept.',
  'sign-in': 'The publisher asks to sign in. Give the header they want (`headers`), or find a public feed.',
  'too-deep': 'The document is nested beyond reason.',
  unreadable: 'The document is damaged beyond repair. The last good entries are kept.',
}

const BY_STATUS: ReadonlyMap<number, string> = new Map([
  [401, ADVICE['sign-in']],
  [403, 'The server refuses us. Ask the publisher to let feed readers pass, or give the header they want (`headers`).'],
  [404, 'There is nothing at this address any more. Find the new one on the publisher’s site.'],
  [410, 'Where the address leads for now nothing is any more. Warta keeps trying; if it stays, find the new one.'],
  [451, 'It is withheld for legal reasons. Take it out of the section, or find another source.'],
])

/** Where the system's own word says more than our code: it stands in the message. */
const BY_WORD: readonly (readonly [RegExp, string])[] = [
  [
    /\((?:ETIMEOUT|EAI_AGAIN|ESERVFAIL|EREFUSED)\)$/,
    'No name service answers. Is this machine connected, and does its name server work? Warta keeps trying.',
  ],
  [
    /\((?:ENETUNREACH|EHOSTUNREACH)\)$/,
    'There is no way to that address. Is this machine connected? Warta keeps trying.',
  ],
  [
    /\bERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)\)?$/,
    'What answers there speaks no TLS. Is the port right? If the publisher has no https, configure http.',
  ],
]

/** What stands in the place of a feed. */
const BY_KIND: readonly (readonly [RegExp, string])[] = [
  [
    /: an HTML page, not a feed$/,
    'It is a page and no feed. `warta add` finds its feed; where it has none, configure it as a page (`page: …`).',
  ],
  [/: a list of feeds \(OPML\), not a feed$/, 'It is a list of feeds: configure it as one (`list: …`).'],
  [/: a sitemap, not a feed$/, 'It is a sitemap: configure it as one (`sitemap: …`).'],
]

/** Nobody is to open his network because a publisher, or who is in his place, leads there. */
const LEADS_INSIDE =
  'The address leads to another one, in a private network or at a port that is not the web: nobody was asked there. If it stays, write to the publisher.'

/**
 * What an operator can do about a failure, in a sentence or two.
 * @param failure as stored in a SourceState
 * @param asked the address that was asked: another one failed where that led elsewhere
 */
export function failureAdvice(
  failure: { readonly code: string; readonly status?: number | undefined; readonly message?: string },
  asked?: string,
): string {
  const { message = '' } = failure
  const isElsewhere = asked !== undefined && !message.startsWith(`${publicUrl(asked)}: `)
  if (failure.code === 'refused-address' && isElsewhere) return LEADS_INSIDE
  const byWord = BY_WORD.find(([word]) => word.test(message))
  if (byWord !== undefined && ['dns', 'connect', 'tls'].includes(failure.code)) return byWord[1]
  const byKind = BY_KIND.find(([kind]) => kind.test(message))
  if (byKind !== undefined && failure.code === 'not-a-feed') return byKind[1]
  const byStatus = failure.code === 'http-status' ? BY_STATUS.get(failure.status ?? 0) : undefined
  if (byStatus !== undefined) return byStatus
  if (failure.code === 'http-status' && (failure.status ?? 0) >= 500)
    return 'The server is in trouble. Warta keeps trying.'
  if (failure.code === 'http-status' && (failure.status ?? 400) < 400)
    return 'The answer is not the whole document. Warta keeps trying; if it stays, write to the publisher.'
  return isKnown(failure.code) ? ADVICE[failure.code] : 'Warta keeps trying.'
}

function isKnown(code: string): code is Known {
  return Object.hasOwn(ADVICE, code)
}
