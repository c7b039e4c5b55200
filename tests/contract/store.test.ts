import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import { openJsonStore } from '../../src/store/json-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { describeStore } from './store-suite.ts'

describeStore('the memory store', async () => ({ store: createMemoryStore(), dispose: async () => undefined }))

describeStore('the JSON store', async () => {
  const data = await mkdtemp(join(tmpdir(), 'warta-store-'))
  const folder = join(data, 'store')
  let store = await openJsonStore({ folder, clock: systemClock })
  return {
    store,
    async reopen() {
      await store.close()
      store = await openJsonStore({ folder, clock: systemClock })
      return store
    },
    dispose: () => rm(data, { recursive: true, force: true }),
  }
})
