import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { StoredFile } from '../model/site-file.ts'
import { createApp } from './app.ts'

const AT = Date.UTC(2024, 5, 30, 12)
const site = { title: 'Kabar Dunia', url: undefined, hub: undefined, timezone: 'UTC' }

/** A file that lies somewhere, and how often it was read. */
function stored(path: string, body: string | undefined | Error, over: Partial<StoredFile> = {}) {
  const reads = { count: 0 }
  const file: StoredFile = {
    path,
    contentType: 'application/atom+xml; charset=utf-8',
    kind: 'document',
    modifiedAt: AT,
    bytes: 1000,
    async read() {
      reads.count += 1
      if (body instanceof Error) throw body
      return body === undefined ? undefined : { body: Buffer.from(body), modifiedAt: AT }
    },
    ...over,
  }
  return { file, reads }
}

function serving(...files: readonly StoredFile[]) {
  const errors: unknown[] = []
  const app = createApp({ site, clock: { now: () => AT }, files, onError: (error) => errors.push(error) })
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.handle(new Request(`http://localhost/${path}`, { headers, method }))
  return { app, get, errors }
}

const ARCHIVE = `<feed>${'entry '.repeat(500)}</feed>`

describe('an archive on disk', () => {
  test('is not read before somebody asks, then once, and answered like any other file', async () => {
    const { file, reads } = stored('world/archive/2024-05.xml', ARCHIVE)
    const { get } = serving(file)
    expect(reads.count).toBe(0)
    const whole = await get(file.path)
    expect(await whole.text()).toBe(ARCHIVE)
    const etag = whole.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    expect(whole.headers.get('last-modified')).toBe('Sun, 30 Jun 2024 12:00:00 GMT')
    expect(whole.headers.get('access-control-allow-origin')).toBe('*')
    expect(whole.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect((await get(file.path, { 'if-none-match': etag })).status).toBe(304)
    const head = await get(file.path, {}, 'HEAD')
    expect([head.headers.get('etag'), await head.text()]).toEqual([etag, ''])
    const zipped = await get(file.path, { 'accept-encoding': 'gzip' })
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()).toBe(ARCHIVE)
    expect(reads.count).toBe(1)
  })

  test('is read once for many who ask at the same time', async () => {
    const { file, reads } = stored('world/archive/2024-05.xml', ARCHIVE)
    const { get } = serving(file)
    await Promise.all(Array.from({ length: 20 }, () => get(file.path)))
    expect(reads.count).toBe(1)
  })

  test('is read again when another generation has another one, and not otherwise', async () => {
    const before = stored('world/archive/2024-05.xml', ARCHIVE)
    const after = stored('world/archive/2024-05.xml', `${ARCHIVE}\n`, { modifiedAt: AT + 1 })
    const { app, get } = serving(before.file)
    await get(before.file.path)
    await app.replace([before.file])
    await get(before.file.path)
    expect(before.reads.count).toBe(1)
    await app.replace([after.file])
    expect(await (await get(after.file.path)).text()).toBe(`${ARCHIVE}\n`)
    await app.replace([])
    expect((await get(after.file.path)).status).toBe(404)
  })

  test('gives way to others when many are asked for', async () => {
    const months = Array.from({ length: 40 }, (_, n) =>
      stored(`world/archive/20${String(n).padStart(2, '0')}-01.xml`, `${n}`, { bytes: 1024 * 1024 }),
    )
    const { get } = serving(...months.map(({ file }) => file))
    for (const { file } of months) await get(file.path)
    const [first, last] = [months[0], months.at(-1)]
    if (first === undefined || last === undefined) throw new Error('no months')
    await get(last.file.path)
    expect(last.reads.count).toBe(1)
    await get(first.file.path)
    expect(first.reads.count).toBe(2)
  })

  test('that is gone is 404, one that cannot be read 500, and neither for ever', async () => {
    const gone = stored('world/archive/2024-04.xml', undefined)
    const broken = stored('world/archive/2024-05.xml', new Error('EIO'))
    const { get, errors } = serving(gone.file, broken.file)
    expect((await get(gone.file.path)).status).toBe(404)
    expect((await get(broken.file.path)).status).toBe(500)
    expect(errors).toHaveLength(1)
    await get(gone.file.path)
    await get(broken.file.path)
    expect([gone.reads.count, broken.reads.count]).toEqual([2, 2])
  })
})
