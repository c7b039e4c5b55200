import { BlockList, isIP } from 'node:net'

const privateRanges = new BlockList()
for (const [address, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  privateRanges.addSubnet(address, bits, 'ipv4')
}
for (const [address, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  privateRanges.addSubnet(address, bits, 'ipv6')

/**
 * Whether a URL's host (as WHATWG writes it, so that `127.1` is 127.0.0.1) is plainly inside a private network. Only to
 * warn early: what is really dialled is guarded where it is dialled.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  const version = isIP(host)
  if (version === 0) return host === 'localhost' || /\.(localhost|local|lan|internal|home\.arpa)$/.test(host)
  return privateRanges.check(host, version === 4 ? 'ipv4' : 'ipv6')
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** The network that a host is plainly in: this machine's own, a local one, or everybody's. */
function networkOf(hostname: string): 'loopback' | 'local' | 'public' {
  if (!isPrivateHost(hostname)) return 'public'
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const version = isIP(host)
  const isOwn = version === 0 ? /(?:^|\.)localhost$/i.test(host) : loopback.check(host, version === 4 ? 'ipv4' : 'ipv6')
  return isOwn ? 'loopback' : 'local'
}

/**
 * Whether a link leads into a private network that its source is not in itself: to a reader's own machine or router, where
 * no publisher has anything to show.
 */
export function leadsInside(url: string, sourceUrl: string): boolean {
  const network = networkOf(URL.parse(url)?.hostname ?? '')
  return network !== 'public' && network !== networkOf(URL.parse(sourceUrl)?.hostname ?? '')
}
