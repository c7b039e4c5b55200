import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { CommanderError } from 'commander'
import { commandLine } from '../../src/commands/command-line.ts'
import { exitCodeOf, explain } from '../../src/commands/explain.ts'

/** What a command said and how it ended. */
export type Said = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** A command that is still at work. */
export type Running = {
  /** Resolves with the first group of `pattern` in what the command says on stderr. */
  said(pattern: RegExp): Promise<string>
  stop(): Promise<Said>
}

/** A folder with a configuration, and Warta's commands run on it in this process. */
export type TestNewsroom = {
  readonly folder: string
  /** The environment of the commands. */
  readonly env: Record<string, string>
  configure(files: Readonly<Record<string, string>>): void
  warta(...args: readonly string[]): Promise<Said>
  /** A command that goes on until it is told to stop. */
  start(...args: readonly string[]): Running
  read(path: string): string
  /** Every published file: path → bytes and mtime. */
  published(): Promise<ReadonlyMap<string, string>>
  remove(): void
}

export function newsroom(files: Readonly<Record<string, string>> = {}): TestNewsroom {
  const folder = mkdtempSync(join(tmpdir(), 'warta-e2e-'))
  const configure = (given: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(given)) {
      const path = join(folder, 'feeds', name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
  }
  configure(files)
  const env: Record<string, string> = {}
  return {
    folder,
    env,
    configure,
    warta: (...args) => runWarta({ folder, env }, args),
    start: (...args) => startWarta({ folder, env }, args),
    read: (path) => readFileSync(join(folder, 'data/public', path), 'utf8'),
    async published() {
      const root = join(folder, 'data/public')
      const entries = await readdir(root, { recursive: true, withFileTypes: true })
      return new Map(
        entries
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((path) => [path.slice(root.length + 1), `${statSync(path).mtimeMs} ${readFileSync(path, 'latin1')}`]),
      )
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

type Room = Pick<TestNewsroom, 'folder' | 'env'>

function startWarta(room: Room, args: readonly string[]): Running {
  const stopping = new AbortController()
  const said = { code: 0, stdout: '', stderr: '' }
  const done = runWarta(room, args, said, stopping.signal)
  return {
    async said(pattern) {
      for (;;) {
        const found = pattern.exec(said.stderr)
        if (found !== null) return found[1] ?? found[0]
        await Promise.race([setTimeout(20), done.then(() => Promise.reject(new Error(`ended: ${said.stderr}`)))])
      }
    },
    stop() {
      stopping.abort()
      return done
    },
  }
}

async function runWarta(
  { folder, env }: Room,
  args: readonly string[],
  said = { code: 0, stdout: '', stderr: '' },
  signal = new AbortController().signal,
): Promise<Said> {
  const program = commandLine(
    {
      stdout: (text) => {
        said.stdout += text
      },
      stderr: (text) => {
        said.stderr += text
      },
      stdin: (async function* () {})(),
      env,
      terminal: false,
      signal,
    },
    (code) => {
      said.code = code
    },
  )
  const folders = ['--feeds', join(folder, 'feeds'), '--data', join(folder, 'data')]
  try {
    await program.parseAsync(['node', 'warta', ...args, ...folders])
  } catch (error) {
    if (error instanceof CommanderError) said.code = error.exitCode === 0 ? 0 : 2
    else {
      said.code = exitCodeOf(error)
      said.stderr += explain(error)
    }
  }
  return said
}
