import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreBusyError, StoreError } from '../errors.ts'
import { hasCode } from './file-system.ts'

/** Held until `release`, or until the process ends however it ends. */
export type Lock = { release(): void }

const SQLITE_BUSY = 5
const SQLITE_NOTADB = 26

/**
 * Takes the folder's lock, or throws StoreBusyError at once. The lock is SQLite's: the kernel gives it back the moment
 * its holder dies, and keeps it for a holder that is only paused (lock files with heartbeats let a second one in then).
 */
export function takeLock(folder: string): Lock {
  const path = join(folder, 'lock')
  const pidPath = join(folder, 'lock.pid')
  // Never open and close the lock file ourselves where it exists: POSIX would drop this process's locks on it.
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw new StoreError(`cannot make ${path}: ${String(error)}`, { cause: error })
  }
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: 0 })
    // Nothing is ever written to it: no journal file beside it.
    database.exec('PRAGMA journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database?.close()
    if (isBusy(error)) throw new StoreBusyError(folder, readPid(pidPath))
    const advice = isNoDatabase(error) ? ': nothing is kept in it; where no Warta runs, remove it' : ''
    throw new StoreError(`cannot lock ${path}: ${String(error)}${advice}`, { cause: error })
  }
  const held = database
  try {
    writeFileSync(pidPath, `${process.pid}\n`, { mode: 0o600 })
  } catch (error) {
    rmSync(pidPath, { force: true })
    held.close()
    throw new StoreError(`cannot write ${pidPath}: ${String(error)}`, { cause: error })
  }
  return {
    release() {
      rmSync(pidPath, { force: true })
      held.close()
    },
  }
}

/** The holder's pid as it wrote it; undefined where it has not yet, or no longer lives. */
function readPid(path: string): number | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw new StoreError(`cannot read ${path}`, { cause: error })
  }
  const pid = /^[0-9]+\n$/.test(text) ? Number(text) : undefined
  return pid !== undefined && lives(pid) ? pid : undefined
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

function isNoDatabase(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_NOTADB
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
