import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entryToSave, stateOf } from '../../tests/contract/store-suite.ts'
import { judgedFileSystem, systemError } from '../../tests/torture/faulty-file-system.ts'
import { StoreError } from '../errors.ts'
import { machineFileSystem } from './file-system.ts'
import { openJsonStore } from './json-store.ts'
import type { Migration } from './migrate.ts'
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
        readFileSync(join(folder, `${name}.json`), 'utf8').replaceAll('"version":1', '"version":0'),
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
        await file.write(Buffer.from(text.replace('"version":0', '"version":1')), 0)
        await file.sync()
        await file.close()
        await fs.rename(temporary, path)
      }
      await fs.syncFolder(at)
    },
  }

  async function opensWhole(): Promise<void> {
    const store = await openJsonStore({ folder, clock, migrations: [migration] })
    expect([...(await store.readKnown(['k1'])).keys()]).toEqual(['k1'])
    await store.close()
    expect(readFileSync(join(folder, 'format.json'), 'utf8')).toBe('{"warta":"store","version":1}\n')
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
      const outcome = await openJsonStore({ folder, clock, fs, migrations: [migration] }).catch(
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
