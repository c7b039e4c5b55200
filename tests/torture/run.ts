import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillDisk } from './full-disk.ts'
import { type KillReport, killAtRandom, killBeforeEveryCall } from './kill.ts'

/** `npm run torture [ROUNDS]`: kill -9 at random times (1,000 rounds), before every call, and a full disk. Exit 1 on any loss. */
const rounds = Number(process.argv[2] ?? 1_000)
const data = mkdtempSync(join(tmpdir(), 'warta-torture-'))
let failed = false

function say(what: string, report: KillReport): void {
  const { lost, failedStarts } = report
  if (lost.length > 0 || failedStarts.length > 0) failed = true
  console.log(
    `${what}: ${report.rounds} kills, ${report.acknowledged} acknowledged, ${lost.length} lost, ${failedStarts.length} failed starts, ` +
      `${report.midway} caught midway, slowest recovery ${Math.round(report.slowestRecoveryMs)} ms`,
  )
  for (const line of [...lost, ...failedStarts].slice(0, 10)) console.log(`  ${line}`)
}

const progress = (report: KillReport): void => {
  if (report.rounds % 100 === 0) say('so far', report)
}

try {
  const full = await fillDisk(mkdtempSync(join(data, 'full-')))
  if (full.lost.length > 0 || full.refused === 0) failed = true
  console.log(
    `full disk (by ${full.by}): ${full.refused} refused, ${full.acknowledged} acknowledged, ${full.lost.length} lost`,
  )
  const made: string[] = []
  const folderOf = (call: number): string => {
    // The last one's folder is done with.
    for (const old of made.splice(0)) rmSync(old, { recursive: true })
    made.push(mkdtempSync(join(data, `call-${call}-`)))
    return join(made[0] ?? '', 'store')
  }
  say('kill -9 before every call', await killBeforeEveryCall(folderOf, 1, progress))
  say('kill -9 at random times', await killAtRandom(join(data, 'store'), rounds, progress))
} finally {
  rmSync(data, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0
