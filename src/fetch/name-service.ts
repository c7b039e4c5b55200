import { type LookupAddress, lookup as systemLookup, promises } from 'node:dns'
import { readFileSync } from 'node:fs'
import type { LookupFunction } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type NameServiceOptions = {
  /** Name servers as `address:port`; those of the machine unless given. */
  readonly servers?: readonly string[]
  /** The machine's own list of names; `/etc/hosts` unless given. */
  readonly hostsFile?: string
  /** How the machine itself looks names up. */
  readonly system?: typeof systemLookup
}

export type NameService = { readonly lookup: LookupFunction; close(): void }

const TIMEOUT_MS = 2_000
const TRIES = 2
/** RFC 8305 section 3: when one family has answered, so long for the other. */
const OTHER_FAMILY_MS = 50
/** getaddrinfo holds a thread of the four that files and compression need too. */
const SYSTEM_AT_ONCE = 2
const SILENCE: ReadonlySet<unknown> = new Set(['ETIMEOUT', 'ECANCELLED'])

/**
 * Looks names up without holding a thread for each: one silent name server must not stop the store from writing.
 *
 * DNS is asked first, A and AAAA together. What the machine alone can know (names in /etc/hosts, without a dot, of
 * `.local`) and what DNS does not know is asked of the machine, two at a time. Nothing is remembered: the answer is
 * dialled at once, and the address guard looks at what is dialled.
 */
export function createNameService(options: NameServiceOptions = {}): NameService {
  const resolver = new promises.Resolver({ timeout: TIMEOUT_MS, tries: TRIES })
  if (options.servers !== undefined) resolver.setServers(options.servers)
  const local = readHostsFile(options.hostsFile ?? '/etc/hosts')
  const askSystem = atMost(SYSTEM_AT_ONCE, options.system ?? systemLookup)

  async function addressesOf(hostname: string): Promise<readonly LookupAddress[]> {
    const name = hostname.toLowerCase().replace(/\.$/, '')
    if (!name.includes('.') || name.endsWith('.local') || name.endsWith('.localhost') || local.has(name)) {
      return await askSystem(hostname)
    }
    const answer = await askDns(resolver, name)
    if (answer.addresses.length > 0) return answer.addresses
    // Silence is an answer of its own; asking once more, on a thread, would only be to wait for it again.
    if (answer.silence !== undefined) throw answer.silence
    return await askSystem(hostname)
  }

  return {
    lookup(hostname, { all }, callback) {
      addressesOf(hostname).then(
        (addresses) => {
          const [first] = addresses
          if (all) callback(null, [...addresses])
          else if (first !== undefined) callback(null, first.address, first.family)
          else callback(Object.assign(new Error(`no address of ${hostname}`), { code: 'ENOTFOUND' }), '')
        },
        (error: NodeJS.ErrnoException) => callback(error, all ? [] : ''),
      )
    },
    close: () => resolver.cancel(),
  }
}

type DnsAnswer = { readonly addresses: readonly LookupAddress[]; readonly silence?: Error }

/** Both families, IPv4 first: the socket tries them in turn. */
async function askDns(resolver: promises.Resolver, name: string): Promise<DnsAnswer> {
  const found: LookupAddress[] = []
  const families = ([4, 6] as const).map(async (family) => {
    const addresses = family === 4 ? await resolver.resolve4(name) : await resolver.resolve6(name)
    for (const address of addresses) found.push({ address, family })
  })
  const all = Promise.allSettled(families)
  const oneAndAMoment = Promise.any(families).then(
    () => pause(OTHER_FAMILY_MS),
    () => all,
  )
  await Promise.race([all, oneAndAMoment])
  if (found.length > 0) return { addresses: found.toSorted((a, b) => a.family - b.family) }
  const reasons = (await all).flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const silence = reasons.find((reason) => reason instanceof Error && 'code' in reason && SILENCE.has(reason.code))
  return silence instanceof Error ? { addresses: [], silence } : { addresses: [] }
}

/** At most `places` questions to the machine at once; the others wait for their turn. */
function atMost(places: number, ask: typeof systemLookup): (hostname: string) => Promise<readonly LookupAddress[]> {
  const waiting: (() => void)[] = []
  let free = places
  return async (hostname) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    try {
      return await new Promise((resolve, reject) => {
        ask(hostname, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)))
      })
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/** The names the machine's own list knows; none where it cannot be read. */
function readHostsFile(path: string): ReadonlySet<string> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    // Not every system has one, and then there is nothing in it.
    return new Set()
  }
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
  return new Set(lines.flatMap(([, ...names]) => names.map((name) => name.toLowerCase())))
}
