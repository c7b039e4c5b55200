import { createSocket, type Socket } from 'node:dgram'
import type { LookupAddress, lookup as systemLookup } from 'node:dns'
import { stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createNameService, type NameService, type NameServiceOptions } from './name-service.ts'

const opened: (Socket | NameService)[] = []
afterEach(() => {
  for (const one of opened.splice(0)) one.close()
})

type Answer = { readonly a?: readonly string[]; readonly aaaa?: readonly string[] } | 'unknown' | 'silent'

/** A name server on the loopback that knows these names. */
async function nameServer(
  names: Readonly<Record<string, Answer>>,
): Promise<{ readonly server: string; readonly asked: string[] }> {
  const asked: string[] = []
  const socket = createSocket('udp4')
  opened.push(socket)
  socket.on('message', (query, peer) => {
    const { name, end } = readName(query, 12)
    const type = query.readUInt16BE(end)
    asked.push(`${name} ${type === 1 ? 'A' : 'AAAA'}`)
    const answer = names[name] ?? 'unknown'
    if (answer === 'silent') return
    const records = answer === 'unknown' ? [] : type === 1 ? (answer.a ?? []).map(ipv4) : (answer.aaaa ?? []).map(ipv6)
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(answer === 'unknown' ? 0x8183 : 0x8180, 2)
    head.writeUInt16BE(records.length, 6)
    head.writeUInt16BE(0, 10)
    const body = records.map((data) => {
      const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length])
      return Buffer.concat([record, data])
    })
    socket.send(Buffer.concat([head, query.subarray(12, end + 4), ...body]), peer.port, peer.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return { server: `127.0.0.1:${socket.address().port}`, asked }
}

function readName(packet: Buffer, at: number): { readonly name: string; readonly end: number } {
  const labels: string[] = []
  let place = at
  for (let length = packet[place] ?? 0; length > 0; length = packet[place] ?? 0) {
    labels.push(packet.toString('latin1', place + 1, place + 1 + length))
    place += length + 1
  }
  return { name: labels.join('.').toLowerCase(), end: place + 1 }
}

const ipv4 = (address: string): Buffer => Buffer.from(address.split('.').map(Number))
/** Only the spelling `x::y`, which is enough here. */
const ipv6 = (address: string): Buffer => {
  const bytes = Buffer.alloc(16)
  const [head = '0', tail = '0'] = address.split('::')
  bytes.writeUInt16BE(Number.parseInt(head, 16), 0)
  bytes.writeUInt16BE(Number.parseInt(tail, 16), 14)
  return bytes
}

/** What the machine itself knows: these names; its questions are counted. */
function machine(names: Readonly<Record<string, string>>, asked: string[] = []): typeof systemLookup {
  const ask = (name: string, _: unknown, callback: (error: Error | null, addresses: LookupAddress[]) => void): void => {
    asked.push(name)
    const address = names[name]
    const missing = Object.assign(new Error(`no ${name}`), { code: 'ENOTFOUND' })
    setImmediate(() => (address === undefined ? callback(missing, []) : callback(null, [{ address, family: 4 }])))
  }
  return ask as unknown as typeof systemLookup
}

function service(options: NameServiceOptions): (name: string) => Promise<readonly LookupAddress[]> {
  const names = createNameService({ hostsFile: '/nonexistent', system: machine({}), ...options })
  opened.push(names)
  return (name) =>
    new Promise((resolve, reject) => {
      names.lookup(name, { all: true }, (error, addresses) => {
        if (error !== null) reject(error)
        else if (Array.isArray(addresses)) resolve(addresses)
      })
    })
}

describe('the name service', () => {
  test('asks DNS for both families, and the machine nothing', async () => {
    const { server, asked } = await nameServer({
      'feeds.example.org': { a: ['192.0.2.1', '192.0.2.2'], aaaa: ['2001::1'] },
    })
    const system: string[] = []
    const lookup = service({ servers: [server], system: machine({}, system) })
    expect(await lookup('Feeds.Example.org.')).toEqual([
      { address: '192.0.2.1', family: 4 },
      { address: '192.0.2.2', family: 4 },
      { address: '2001::1', family: 6 },
    ])
    expect(asked.toSorted()).toEqual(['feeds.example.org A', 'feeds.example.org AAAA'])
    expect(system).toEqual([])
  })

  test.each([
    ['IPv4 alone', { a: ['192.0.2.1'] }, ['192.0.2.1']],
    ['IPv6 alone', { aaaa: ['2001::1'] }, ['2001::1']],
  ])('%s is enough', async (_, answer, expected) => {
    const { server } = await nameServer({ 'one.example.org': answer })
    expect((await service({ servers: [server] })('one.example.org')).map(({ address }) => address)).toEqual(expected)
  })

  test('names of the hosts file, without a dot, and of .local are asked of the machine alone', async () => {
    const { server, asked } = await nameServer({})
    const hostsFile = join(tmpdir(), `warta-hosts-${process.pid}`)
    await writeFile(hostsFile, '# mine\n192.0.2.9 Wire.Example.org wire # feeds\n')
    const known = { 'wire.example.org': '192.0.2.9', localhost: '127.0.0.1', 'printer.local': '192.0.2.8' }
    const lookup = service({ servers: [server], hostsFile, system: machine(known) })
    for (const [name, address] of Object.entries(known)) expect(await lookup(name)).toEqual([{ address, family: 4 }])
    expect(asked).toEqual([])
  })

  test('what DNS does not know the machine is asked for, and the failure is its', async () => {
    const { server } = await nameServer({})
    const lookup = service({ servers: [server], system: machine({ 'inside.example.org': '192.0.2.7' }) })
    expect(await lookup('inside.example.org')).toEqual([{ address: '192.0.2.7', family: 4 }])
    await expect(lookup('nowhere.example.org')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })

  test('silent name servers hold no thread: files are read and other names found meanwhile', async () => {
    const silent = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`t${n}.example.org`, 'silent' as const]))
    const { server } = await nameServer({ ...silent, 'good.example.org': { a: ['192.0.2.1'] } })
    const system: string[] = []
    const lookup = service({ servers: [server], system: machine({}, system) })
    const done: string[] = []
    const hanging = Object.keys(silent).map((name) =>
      lookup(name).then(
        () => done.push(name),
        (error: NodeJS.ErrnoException) => done.push(error.code ?? ''),
      ),
    )
    await lookup('good.example.org').then(() => done.push('good'))
    await stat(tmpdir()).then(() => done.push('file'))
    expect(done).toEqual(['good', 'file'])
    opened.splice(0).forEach((one) => {
      one.close()
    })
    await Promise.all(hanging)
    expect(done.slice(2)).toEqual(Array(20).fill('ECANCELLED'))
    expect(system).toEqual([])
  })

  test('the machine is asked by two at once', async () => {
    const { server } = await nameServer({})
    let underWay = 0
    let most = 0
    const slow = ((_: string, __: unknown, callback: (error: null, addresses: LookupAddress[]) => void) => {
      underWay += 1
      most = Math.max(most, underWay)
      setTimeout(() => {
        underWay -= 1
        callback(null, [{ address: '127.0.0.1', family: 4 }])
      }, 5)
    }) as unknown as typeof systemLookup
    const lookup = service({ servers: [server], system: slow })
    await Promise.all(Array.from({ length: 10 }, () => lookup('localhost')))
    expect(most).toBe(2)
  })
})
