#!/usr/bin/env node
import { CommanderError } from 'commander'
import { commandLine } from './commands/command-line.ts'
import type { Io } from './commands/context.ts'
import { exitCodeOf, explain } from './commands/explain.ts'

/** As `engines` in package.json says: node:sqlite without a warning. */
const neededNode = 24

/** The process as commands see it; SIGINT and SIGTERM abort, the second one ends at once. */
function processIo(): Io {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(130)
      stopping.abort()
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
  }
}

async function main(): Promise<void> {
  const io = processIo()
  if (Number.parseInt(process.versions.node, 10) < neededNode) {
    io.stderr(`warta: Node ${neededNode} or newer is needed, this is ${process.versions.node}\n`)
    process.exitCode = 2
    return
  }
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
