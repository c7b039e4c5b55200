import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { StoreError } from '../../src/errors.ts'
import { machineFileSystem } from '../../src/store/file-system.ts'
import { openJsonStore } from '../../src/store/json-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import type { Store } from '../../src/store/store.ts'
import { Faults, judgedFileSystem } from '../torture/faulty-file-system.ts'
import { commands, Model, singleCommands, pictureOf, runOn } from './store-model.ts'

const DAY = 86_400_000

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'warta-store-'))
  try {
    await work(join(data, 'store'))
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

it('the memory store does what the model does', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (all) => {
      const [store, model] = [createMemoryStore(), new Model()]
      for (const command of all) {
        await runOn(store, command)
        model.run(command)
      }
      expect(await pictureOf(store)).toEqual(model.picture())
    }),
    { numRuns: 40 },
  )
})

it('the JSON store does what the model does, through days, snapshots, segments and restarts', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (all) =>
      inFolder(async (folder) => {
        let now = 0
        const events: string[] = []
        const options = {
          folder,
          clock: { now: () => now },
          limits: { snapshotBytes: 2_000, segmentBytes: 4_000, contentsBytes: 500 },
          log: ({ event, detail }: { event: string; detail: string }) => events.push(`${event} ${detail}`),
        }
        let store = await openJsonStore(options)
        const model = new Model()
        try {
          for (const command of all) {
            await runOn(store, command)
            model.run(command)
            if (command.do === 'tomorrow') now += DAY
            if (command.do === 'reopen') {
              await store.close()
              store = await openJsonStore(options)
              expect(await pictureOf(store)).toEqual(model.picture())
            }
          }
          expect(await pictureOf(store)).toEqual(model.picture())
          const reader = await openJsonStore({ ...options, mode: 'reader' })
          expect(await pictureOf(reader)).toEqual(model.picture())
          await reader.close()
          await store.close()
          store = await openJsonStore(options)
          expect(await pictureOf(store)).toEqual(model.picture())
          expect(events).toEqual([])
        } finally {
          await store.close()
        }
      }),
    ),
    { numRuns: 40 },
  )
})

const fault = fc.record({
  /** The fault comes before this command … */
  at: fc.nat(15),
  /** … at this call of the file system. */
  call: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 })),
  code: fc.constantFrom('EIO', 'ENOSPC', 'EROFS'),
  torn: fc.boolean(),
  for: fc.constantFrom('one' as const, 'all' as const),
})

it('a commit that fails changes nothing, and all else is found again, whichever call fails', async () => {
  let failures = 0
  await fc.assert(
    fc.asyncProperty(singleCommands, fc.array(fault, { minLength: 1, maxLength: 6 }), async (all, planned) =>
      inFolder(async (folder) => {
        let now = 0
        const faults = new Faults()
        const options = {
          folder,
          clock: { now: () => now },
          limits: { snapshotBytes: 2_000, segmentBytes: 4_000, contentsBytes: 500 },
          fs: judgedFileSystem(machineFileSystem, faults.judge),
        }
        let store: Store = await openJsonStore(options)
        const model = new Model()
        try {
          for (const [i, command] of all.entries()) {
            const fault = planned.find(({ at }) => at === i)
            if (command.do === 'tomorrow') now += DAY
            if (command.do === 'reopen') {
              await store.close()
              if (fault !== undefined) {
                faults.arm(fault.call, fault)
                const opened = await openJsonStore(options).catch((error: unknown) => error)
                faults.heal()
                if (opened instanceof Error) expect(opened).toBeInstanceOf(StoreError)
                else await (opened as Store).close()
              }
              store = await openJsonStore(options)
              expect(await pictureOf(store)).toEqual(model.picture())
              continue
            }
            if (fault !== undefined) faults.arm(fault.call, fault)
            const error = await runOn(store, command).then(
              () => undefined,
              (error: unknown) => error,
            )
            faults.heal()
            if (error === undefined) model.run(command)
            else expect(error).toBeInstanceOf(StoreError)
            expect(await pictureOf(store)).toEqual(model.picture())
          }
          // Where even taking back failed, the next commit makes clear what counts.
          await store.saveMeta({ idBase: 'after all' })
          model.run({ do: 'meta', idBase: 'after all' })
          await store.close()
          store = await openJsonStore(options)
          expect(await pictureOf(store)).toEqual(model.picture())
          failures += faults.failed
        } finally {
          await store.close()
        }
      }),
    ),
    { numRuns: 40, endOnFailure: true },
  )
  expect(failures).toBeGreaterThan(20)
})
