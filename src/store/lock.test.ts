import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreBusyError } from '../errors.ts'
import { takeLock } from './lock.ts'

const HOLDER = `
import { takeLock } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)}
const lock = takeLock(process.argv[1])
process.stdout.write('held')
// Referred to, or the garbage collector closes its database and lets the lock go.
setInterval(() => lock, 1000)
`

describe('the lock of a data folder', () => {
  let folder: string
  let holder: ChildProcess | undefined
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'warta-lock-'))
  })
  afterEach(() => {
    holder?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  async function hold(): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    holder = child
    return child
  }

  function busy(): StoreBusyError {
    try {
      takeLock(folder).release()
    } catch (error) {
      if (error instanceof StoreBusyError) return error
      throw error
    }
    throw new Error('the lock was free')
  }

  it('is held by one, also within a process, and free again when released', () => {
    const first = takeLock(folder)
    expect(busy().pid).toBe(process.pid)
    expect(busy().pid).toBe(process.pid)
    first.release()
    takeLock(folder).release()
  })

  it('names the process that holds it, and is free at once after kill -9', async () => {
    const child = await hold()
    expect(busy().pid).toBe(child.pid)
    expect(busy().message).toContain(`process ${child.pid}`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    takeLock(folder).release()
  })

  it('is not taken from a holder that is paused', async () => {
    const child = await hold()
    child.kill('SIGSTOP')
    expect(busy().pid).toBe(child.pid)
    child.kill('SIGCONT')
    expect(busy().pid).toBe(child.pid)
  })

  it('keeps its files to its owner and leaves no journal', () => {
    const lock = takeLock(folder)
    expect(readdirSync(folder).sort()).toEqual(['lock', 'lock.pid'])
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    lock.release()
    expect(readdirSync(folder)).toEqual(['lock'])
  })
})
