import { writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { machineFileSystem } from '../../src/store/file-system.ts'
import { openJsonStore } from '../../src/store/json-store.ts'
import { judgedFileSystem } from './faulty-file-system.ts'
import { DAY, dayOf, LIMITS } from './scenario.ts'

/**
 * A process that works on a store until it is killed, and says on stdout what was acknowledged: `newsroom.ts FOLDER
 * FIRSTDAY [KILL-BEFORE-CALL]`. `open` means that start-up is over, a line per act that the act was promised.
 */
const [folder = '', firstDay = '0', killBefore] = process.argv.slice(2)

let calls = 0
const fs = judgedFileSystem(machineFileSystem, () => {
  calls++
  if (String(calls) === killBefore) process.kill(process.pid, 'SIGKILL')
  return undefined
})

let now = Number(firstDay) * DAY
const store = await openJsonStore({ folder, clock: { now: () => now }, limits: LIMITS, fs })
const tell = (line: string): void => {
  writeSync(1, `${line}\n`)
}
tell('open')
const days = killBefore === undefined ? Number.POSITIVE_INFINITY : Number(firstDay) + 8
for (let day = Number(firstDay); day < days; day++) {
  now = day * DAY
  for (const act of dayOf(day, now)) {
    await act.run(store)
    tell(`${day} ${act.name}`)
  }
  if (killBefore === undefined) await setTimeout(1)
}
await store.close()
tell(`over ${calls}`)
