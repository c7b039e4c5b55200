import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { openJsonStore } from '../../src/store/json-store.ts'
import { DAY, dayOf, LIMITS } from './scenario.ts'

export type KillReport = {
  rounds: number
  /** Acts that were acknowledged, and those of them that were not found again. */
  acknowledged: number
  lost: string[]
  failedStarts: string[]
  /** Kills that left something half done behind. */
  midway: number
  slowestRecoveryMs: number
}

const NEWSROOM = fileURLToPath(new URL('./newsroom.ts', import.meta.url))

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [NEWSROOM, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
}

export function newReport(): KillReport {
  return { rounds: 0, acknowledged: 0, lost: [], failedStarts: [], midway: 0, slowestRecoveryMs: 0 }
}

/** Opens what a killed process left and looks for everything it had promised. Returns the day to go on with. */
async function inspect(folder: string, said: readonly string[], firstDay: number, report: KillReport): Promise<number> {
  report.rounds++
  const began = performance.now()
  const before = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : []
  if (before.some((name) => name.endsWith('.tmp'))) report.midway++
  const lastDay = said.reduce((last, line) => Math.max(last, Number.parseInt(line, 10) || last), firstDay)
  try {
    const events: string[] = []
    const store = await openJsonStore({
      folder,
      clock: { now: () => lastDay * DAY },
      limits: LIMITS,
      log: ({ detail }) => events.push(detail),
    })
    report.slowestRecoveryMs = Math.max(report.slowestRecoveryMs, performance.now() - began)
    if (events.length > 0) report.midway++
    for (const line of said) {
      const [day = '', ...name] = line.split(' ')
      const act = dayOf(Number(day), Number(day) * DAY).find((act) => act.name === name.join(' '))
      if (act === undefined) continue
      report.acknowledged++
      if (!(await act.holds(store))) report.lost.push(line)
    }
    const temporary = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.tmp'))
    if (temporary.length > 0) report.failedStarts.push(`left ${temporary.join(' ')}`)
    await store.close()
  } catch (error) {
    report.failedStarts.push(String(error))
  }
  return lastDay + 1
}

/** Kills a working process at random times, over and over on the same store. */
export async function killAtRandom(
  folder: string,
  rounds: number,
  progress: (report: KillReport) => void,
): Promise<KillReport> {
  const report = newReport()
  let day = 0
  for (let round = 0; round < rounds; round++) {
    const child = start([folder, String(day)])
    const said: string[] = []
    let rest = ''
    // By what it has done, not by the clock: on a busy machine it would be killed before it did anything.
    const enough = 3 + Math.random() * 12
    const worked = new Promise<void>((resolve) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n')
        rest = lines.pop() ?? ''
        said.push(...lines.filter((line) => line !== 'open'))
        if (said.length >= enough) resolve()
      })
      child.once('exit', () => resolve())
    })
    const exited = once(child, 'close')
    // One in eight dies while it starts; the others in one of their next acts.
    if (round % 8 !== 0) await worked
    await new Promise((resolve) => setTimeout(resolve, Math.random() * (round % 8 === 0 ? 120 : 20)))
    child.kill('SIGKILL')
    await exited
    day = await inspect(folder, said, day, report)
    progress(report)
  }
  return report
}

/** Kills a process before each call of the file system it makes, each time on a store of its own. */
export async function killBeforeEveryCall(
  folderOf: (call: number) => string,
  step: number,
  progress: (report: KillReport) => void,
): Promise<KillReport> {
  const report = newReport()
  for (let call = 1; ; call += step) {
    const folder = folderOf(call)
    const child = start([folder, '0', String(call)])
    const exited = once(child, 'close')
    const said = child.stdout === null ? '' : await text(child.stdout)
    await exited
    if (said.includes('over')) return report
    await inspect(
      folder,
      said.split('\n').filter((line) => /^[0-9]/.test(line)),
      0,
      report,
    )
    progress(report)
  }
}
