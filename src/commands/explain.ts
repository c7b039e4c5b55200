import { ConfigError } from '../config/config-error.ts'
import { ListenError, PublishError, StoreBusyError, StoreError, UsageError } from '../errors.ts'
import type { ExitCode } from './context.ts'

/** The exit code of a command that threw. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ConfigError || error instanceof UsageError) return 2
  if (error instanceof StoreBusyError) return 75
  if (error instanceof StoreError || error instanceof PublishError || error instanceof ListenError) return 1
  return 70
}

/** What to print of it: the message and its causes for what is expected, the whole stack for a bug. */
export function explain(error: unknown): string {
  if (exitCodeOf(error) === 70) return `warta: this is a bug: ${error instanceof Error ? error.stack : String(error)}`
  const messages: string[] = []
  for (let at = error; at instanceof Error; at = at.cause) {
    if (!messages.some((message) => message.includes((at as Error).message))) messages.push(at.message)
  }
  if (error instanceof ConfigError) {
    const count = error.problems.length
    return `${error.message}\n${count} ${count === 1 ? 'problem' : 'problems'}; nothing was changed.`
  }
  return `warta: ${messages.join(': ')}`
}
