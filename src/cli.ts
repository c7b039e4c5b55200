#!/usr/bin/env node
import module from 'node:module'
import { isAbsolute, join } from 'node:path'
import type { Io } from './commands/context.ts'
import { optimizeLate } from './v8-compiler.ts'
import { boundOldGeneration, settleYoungGeneration } from './v8-memory.ts'

/** As `engines` in package.json says: node:sqlite without a warning. */
const neededNode = 24

/**
 * What Node makes of our modules is kept in the user's cache folder: cron starts Warta again and again, and half of a
 * start is compiling. Never in the folder for temporary files, where others could have put it. Where it cannot be
 * written, Node goes on without.
 */
function keepCompiled(): void {
  const { XDG_CACHE_HOME: given = '', HOME: home = '', NODE_COMPILE_CACHE: chosen } = process.env
  if (chosen !== undefined) return
  if (isAbsolute(given)) module.enableCompileCache(join(given, 'warta'))
  else if (isAbsolute(home)) module.enableCompileCache(join(home, '.cache/warta'))
}

/** How long a command may take to stop. */
const stopWithinMs = 10_000

/**
 * The process as commands see it; SIGINT and SIGTERM abort, the second one ends at once. Whoever does not stop in time is
 * ended: a thread that waits inside the system (opening a pipe that nobody writes to) would hold the exit for ever.
 */
function processIo(): Io {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(130)
      stopping.abort()
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), stopWithinMs).unref()
    })
  }
  // A reader that has seen enough (`warta parse … | head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    stdin: process.stdin,
    env: process.env,
    terminal: process.stderr.isTTY === true,
    signal: stopping.signal,
    onHangup(listener) {
      process.on('SIGHUP', listener)
      return () => process.off('SIGHUP', listener)
    },
  }
}

async function main(): Promise<void> {
  const io = processIo()
  if (Number.parseInt(process.versions.node, 10) < neededNode) {
    io.stderr(`warta: Node ${neededNode} or newer is needed, this is ${process.versions.node}\n`)
    process.exitCode = 2
    return
  }
  settleYoungGeneration()
  boundOldGeneration()
  optimizeLate()
  keepCompiled()
  // Only modules that are loaded from here on are kept.
  const [{ CommanderError }, { commandLine }, { exitCodeOf, explain }] = await Promise.all([
    import('commander'),
    import('./commands/command-line.ts'),
    import('./commands/explain.ts'),
  ])
  try {
    await commandLine(io, (code) => {
      process.exitCode = code
    }).parseAsync(process.argv)
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2
      return
    }
    const quiet = process.argv.includes('--quiet')
    const said = explain(error)
    process.exitCode = exitCodeOf(error)
    if (!(quiet && process.exitCode === 75)) io.stderr(`${said}\n`)
  }
}

await main()
