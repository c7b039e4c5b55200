import pino, { type Logger } from 'pino'

export type Log = Logger

/** Longest text of one field: a hostile title or URL must not fill a disk. */
const fieldChars = 500

/** One line of JSON per event, for `serve`. Control characters are escaped, long texts cut, passwords in URLs hidden. */
export function createLog(write: (line: string) => void, level: 'warn' | 'info' | 'debug' = 'info'): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { log: shortened } },
    { write },
  )
}

function shortened(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shortenedValue(value)]))
}

function shortenedValue(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const shown = value.replace(/(https?:\/\/)[^/@\s]+@/g, '$1***@')
  return shown.length > fieldChars ? `${shown.slice(0, fieldChars)}…` : shown
}
