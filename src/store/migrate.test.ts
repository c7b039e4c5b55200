import { execFileSync } from 'node:child_process'
import { crc32 } from 'node:zlib'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entryToSave, stateOf } from '../../tests/contract/store-suite.ts'
import { judgedFileSystem, systemError } from '../../tests/torture/faulty-file-system.ts'
import { StoreError } from '../errors.ts'
import { machineFileSystem } from './file-system.ts'
import { openJsonStore } from './json-store.ts'
import { MIGRATIONS, type Migration } from './migrate.ts'
import type { Store } from './store.ts'

describe('a store of an older version', () => {
  let data: string
  let folder: string
  const clock = { now: () => 1_000 }
  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'warta-migrate-'))
    folder = join(data, 'store')
    const store = await openJsonStore({ folder, clock })
    await store.savePoll({ state: stateOf('alpha'), entries: [entryToSave('k1')], listed: undefined })
    await store.close()
    // As a version 0 would have had it: the documents under another ending.
    for (const name of ['sources', 'editions', 'segments']) {
      writeFileSync(
        join(folder, `${name}.json`),
        readFileSync(join(folder, `${name}.json`), 'utf8').replaceAll('"version":2', '"version":0'),
      )
    }
    writeFileSync(join(folder, 'format.json'), '{"warta":"store","version":0}\n')
  })
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  /** Rewrites each document whole, by way of a temporary file; what is of the new version already stays. */
  const migration: Migration = {
    from: 0,
    async migrate(fs, at) {
      for (const name of ['sources', 'editions', 'segments']) {
        const path = `${at}/${name}.json`
        const text = readFileSync(path, 'utf8')
        if (!text.includes('"version":0')) continue
        const temporary = `${at}/.${name}.0.tmp`
        if ((await fs.look(temporary)) !== undefined) await fs.remove(temporary)
        const file = await fs.open(temporary, 'create')
        // The checksum of the original fits again once the version is what it was.
        await file.write(Buffer.from(text.replace('"version":0', '"version":2')), 0)
        await file.sync()
        await file.close()
        await fs.rename(temporary, path)
      }
      await fs.syncFolder(at)
    },
  }

  async function opensWhole(): Promise<void> {
    const store = await openJsonStore({ folder, clock, migrations: [migration, ...MIGRATIONS] })
    expect([...(await store.readKnown(['k1'])).keys()]).toEqual(['k1'])
    await store.close()
    expect(readFileSync(join(folder, 'format.json'), 'utf8')).toBe('{"warta":"store","version":2}\n')
    const copy = execFileSync('tar', ['xzfO', `${folder}.v0.tar.gz`, 'format.json', 'sources.json'], {
      encoding: 'utf8',
    })
    expect(copy.match(/"version":0/g)).toHaveLength(2)
  }

  it('is copied aside and brought up to date when its owner opens it', async () => {
    await opensWhole()
  })

  it('is brought up to date after an interruption at any call, and the copy is of what was before', async () => {
    for (let at = 1; ; at++) {
      let calls = 0
      const fs = judgedFileSystem(machineFileSystem, () => (++calls >= at ? { error: systemError('EIO') } : undefined))
      const outcome = await openJsonStore({ folder, clock, fs, migrations: [migration, ...MIGRATIONS] }).catch(
        (error: unknown) => error,
      )
      expect(at).toBeLessThan(200)
      if (outcome instanceof StoreError) continue
      await (outcome as Store).close()
      break
    }
    await opensWhole()
  })

  it('is refused by a reader, and by a Warta that does not know it', async () => {
    await expect(openJsonStore({ folder, clock, mode: 'reader' })).rejects.toThrow(/older version/)
    await expect(openJsonStore({ folder, clock })).rejects.toThrow(/no migration/)
    expect(readFileSync(join(folder, 'format.json'), 'utf8')).toBe('{"warta":"store","version":0}\n')
  })
})

describe('a store of version 1', () => {
  const clock = { now: () => 1_000 }

  it('goes on as it is, with a copy of what it was beside it', async () => {
    const data = mkdtempSync(join(tmpdir(), 'warta-migrate-'))
    const folder = join(data, 'store')
    try {
      const store = await openJsonStore({ folder, clock })
      await store.savePoll({ state: stateOf('alpha'), entries: [entryToSave('k1')], listed: undefined })
      await store.close()
      const inVersion1 = (name: string): void => {
        const path = join(folder, `${name}.json`)
        const text = readFileSync(path, 'utf8')
          .replace('"version":2', '"version":1')
          .replace(/,\n"decisions":\[\]/, '')
        const body = text.slice(0, text.lastIndexOf(',\n"sum":'))
        writeFileSync(path, `${body},\n"sum":"${crc32(body).toString(16).padStart(8, '0')}"}\n`)
      }
      for (const name of ['sources', 'editions', 'segments']) inVersion1(name)
      writeFileSync(join(folder, 'format.json'), '{"warta":"store","version":1}\n')
      const events: string[] = []
      const later = await openJsonStore({ folder, clock, log: ({ event }) => events.push(event) })
      await later.saveDecisions([{ kind: 'hide', key: 'k1', at: 5 }])
      await later.close()
      const again = await openJsonStore({ folder, clock, log: ({ event }) => events.push(event) })
      expect([...(await again.readKnown(['k1'])).keys()]).toEqual(['k1'])
      expect(await again.readDecisions()).toEqual([{ kind: 'hide', key: 'k1', at: 5 }])
      await again.close()
      expect(events).toEqual([])
      expect(execFileSync('tar', ['xzfO', `${folder}.v1.tar.gz`, 'format.json'], { encoding: 'utf8' })).toContain(
        '"version":1',
      )
    } finally {
      rmSync(data, { recursive: true, force: true })
    }
  })
})
