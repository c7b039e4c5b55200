import type { Clock } from '../clock.ts'

/** What a command is given of the world; tests hand in their own. */
export type Io = {
  /** Results, and nothing else. */
  stdout(text: string): void
  /** Everything else. */
  stderr(text: string): void
  readonly stdin: AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether stderr is a terminal: then long work shows progress. */
  readonly terminal: boolean
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal
  /** Calls back at each SIGHUP, which otherwise ends the process, until what it returns is called. */
  readonly onHangup?: (listener: () => void) => () => void
}

/** Options every command understands. */
export type CommonOptions = {
  /** The operator's folder, `feeds/` unless given. */
  readonly feeds: string
  /** Warta's folder, `data/` unless given. */
  readonly data: string
  readonly json: boolean
  readonly quiet: boolean
  readonly verbose: boolean
}

/** A command is `(context, its own options) => exit code`; `cli.ts` alone knows argv and exits. */
export type Context = { readonly io: Io; readonly clock: Clock; readonly options: CommonOptions }

/** 0 done · 1 store, publishing, gate, or no source answered · 2 usage or configuration · 70 a bug · 75 data folder held. */
export type ExitCode = 0 | 1 | 2 | 70 | 75
