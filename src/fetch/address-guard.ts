import { BlockList, isIP, isIPv6 } from 'node:net'
import { REFUSED_PORTS } from './refused-ports.ts'

/**
 * Addresses no publisher has: "this host", private, shared, loopback, link-local, documentation, benchmark, multicast,
 * reserved (RFC 6890 and the IANA special-purpose registries).
 */
const REFUSED_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
const REFUSED_IPV6 = [
  '::/96',
  // IPv4-translated (RFC 7915): on a host that translates, 127.0.0.1 too.
  '::ffff:0:0:0/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

/** One line of `allowPrivate`. */
type Exception = { readonly host?: string; readonly addresses?: BlockList; readonly port?: number }

/** Decides which addresses and ports may be dialled; one for the whole process. */
export type AddressGuard = {
  /** Why this URL may not be asked, before any name is looked up: its port, or an address written in it. */
  refusal(url: URL): string | undefined
  /** The addresses refused for one host and port: handed to the socket, which checks the address it really dials. */
  refusedAddresses(hostname: string, port: number): BlockList
  /** Whether the operator named this host (or `host:port`) in `allowPrivate`. */
  isPrivate(host: string): boolean
}

/**
 * The guard against requests into private networks (SSRF).
 *
 * `allowPrivate` names the operator's exceptions: `host:port`, `host` (any port) or CIDR. `ports`, when given, are the
 * only ones that may be dialled; otherwise all but those of services known not to be the web. A host named together
 * with its port may always be dialled there. Throws TypeError for an exception that cannot be read.
 */
export function createAddressGuard(allowPrivate: readonly string[] = [], ports?: readonly number[]): AddressGuard {
  const exceptions = allowPrivate.map(readException)
  const refused = refusedByDefault()
  const allowedPorts = ports === undefined ? undefined : new Set(ports)
  const perPort = new Map<string, BlockList>()

  const matches = (exception: Exception, hostname: string, port: number | undefined): boolean => {
    if (exception.port !== undefined && exception.port !== port) return false
    if (exception.host !== undefined) return exception.host === hostname
    const family = isIP(hostname)
    return family !== 0 && exception.addresses?.check(hostname, family === 6 ? 'ipv6' : 'ipv4') === true
  }

  const guard: AddressGuard = {
    refusal(url) {
      const hostname = bareHost(url.hostname)
      const port = portOf(url)
      const named = exceptions.some((exception) => exception.port === port && matches(exception, hostname, port))
      if (!named && (allowedPorts === undefined ? REFUSED_PORTS.has(port) : !allowedPorts.has(port))) {
        return `port ${port} is not the web`
      }
      const family = isIP(hostname)
      if (family === 0) {
        // RFC 6761: these names mean this machine, also where the name service does not know them (`localhost.`).
        const loopback = hostname === 'localhost' || hostname.endsWith('.localhost')
        return loopback && guard.refusedAddresses(hostname, port) === refused
          ? `${hostname} is this machine`
          : undefined
      }
      const list = guard.refusedAddresses(hostname, port)
      return list.check(hostname, family === 6 ? 'ipv6' : 'ipv4') ? `${hostname} is a private address` : undefined
    },
    refusedAddresses(hostname, port) {
      const host = bareHost(hostname)
      const applicable = exceptions.filter((exception) => exception.port === undefined || exception.port === port)
      if (applicable.length === 0) return refused
      const named = isIP(host) === 0 && applicable.some((exception) => exception.host === host)
      const key = named ? 'any' : String(port)
      let list = perPort.get(key)
      if (list === undefined) {
        const allowed = applicable.flatMap(({ host: name, addresses }) =>
          addresses !== undefined ? [addresses] : name !== undefined && isIP(name) !== 0 ? [only(name)] : [],
        )
        list = named ? new BlockList() : new RefusedAddresses(allowed)
        perPort.set(key, list)
      }
      return list
    },
    isPrivate(host) {
      const { name, port } = splitPort(host)
      const hostname = bareHost(name)
      // Asked without a port, an exception for any port of the host will do.
      return exceptions.some((exception) => matches(exception, hostname, port ?? exception.port))
    },
  }
  return guard
}

/**
 * A BlockList that knows exceptions, and looks into IPv6 addresses that carry an IPv4 one. Node asks `check` for each
 * address at the moment of dialling. The rules are added to it as well, so that code which read them without asking
 * `check` would refuse too much and never too little.
 */
class RefusedAddresses extends BlockList {
  readonly #allowed: readonly BlockList[]

  constructor(allowed: readonly BlockList[]) {
    super()
    this.#allowed = allowed
    for (const subnet of REFUSED_IPV4) addSubnet(this, subnet)
    for (const subnet of REFUSED_IPV6) addSubnet(this, subnet)
  }

  override check(address: unknown, family?: unknown): boolean {
    if (typeof address !== 'string') return true
    const inner = embeddedIPv4(address)
    if (inner !== undefined) return this.check(inner, 'ipv4')
    const kind = family === 'ipv6' || isIPv6(address) ? 'ipv6' : 'ipv4'
    if (this.#allowed.some((list) => list.check(address, kind))) return false
    return super.check(address, kind)
  }
}

function refusedByDefault(): BlockList {
  return new RefusedAddresses([])
}

/**
 * The IPv4 address inside an IPv4-mapped (`::ffff:0:0/96`) or NAT64 (`64:ff9b::/96`, RFC 6052) address: on a network
 * without IPv4 the whole public web is reached through the latter, and so would be 127.0.0.1.
 */
function embeddedIPv4(address: string): string | undefined {
  if (!isIPv6(address)) return undefined
  const groups = ipv6Groups(address)
  const [a, b, c, d, e, f, high = 0, low = 0] = groups
  const mapped = a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 0xffff
  const nat64 = a === 0x64 && b === 0xff9b && c === 0 && d === 0 && e === 0 && f === 0
  if (!mapped && !nat64) return undefined
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight 16-bit groups of a valid IPv6 address. */
function ipv6Groups(address: string): number[] {
  const [withoutZone = ''] = address.split('%')
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(withoutZone)
  const hex = dotted
    ? withoutZone.slice(0, dotted.index) +
      [Number(dotted[1]) * 256 + Number(dotted[2]), Number(dotted[3]) * 256 + Number(dotted[4])]
        .map((n) => n.toString(16))
        .join(':')
    : withoutZone
  const [head = '', tail] = hex.split('::')
  const read = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const left = read(head)
  if (tail === undefined) return left
  const right = read(tail)
  return [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => 0), ...right]
}

function readException(line: string): Exception {
  const trimmed = line.trim()
  if (trimmed.includes('/')) {
    const addresses = new BlockList()
    addSubnet(addresses, trimmed)
    return { addresses }
  }
  const { name, port } = splitPort(trimmed)
  const url = URL.parse(`http://${isIPv6(name) ? `[${name}]` : name}/`)
  if (url === null || url.hostname === '') throw new TypeError(`allowPrivate: "${line}" is no host, host:port or CIDR`)
  const host = bareHost(url.hostname)
  return port === undefined ? { host } : { host, port }
}

function splitPort(text: string): { readonly name: string; readonly port: number | undefined } {
  if (isIPv6(text)) return { name: text, port: undefined }
  const match = /^(.*?):(\d{1,5})$/.exec(text)
  return match?.[1] === undefined ? { name: text, port: undefined } : { name: match[1], port: Number(match[2]) }
}

function addSubnet(list: BlockList, subnet: string): void {
  const [address = '', prefix = ''] = subnet.split('/')
  const family = isIP(address)
  const bits = Number(prefix)
  if (family === 0 || !/^\d{1,3}$/.test(prefix) || bits > (family === 6 ? 128 : 32)) {
    throw new TypeError(`allowPrivate: "${subnet}" is no CIDR`)
  }
  list.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4')
}

function only(address: string): BlockList {
  const list = new BlockList()
  list.addAddress(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  return list
}

/** A host as compared: lower case, without brackets and without the dot of the root. */
export function bareHost(hostname: string): string {
  const host = hostname.toLowerCase()
  if (host.startsWith('[')) return host.slice(1, -1)
  return host.endsWith('.') ? host.slice(0, -1) : host
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port)
  return url.protocol === 'https:' ? 443 : 80
}
