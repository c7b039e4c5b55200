/** One thing that is wrong with the configuration, and where. Never holds a value that came from the environment. */
export type Problem = {
  /** As given on the command line: `feeds/international.yaml`. */
  readonly file: string
  /** Both counted from 1; 1:1 where the file as a whole is meant. */
  readonly line: number
  readonly column: number
  /** `sources[3].every`; absent where no key is meant. */
  readonly path?: string
  /** What stands there, in words: `the number 30`. */
  readonly found: string
  /** What should: `a duration such as 30m or 24h`. */
  readonly expected: string
  /** What to do about it: `did you mean maxEvery?`. */
  readonly hint?: string
  /** All of it in one line, place first. */
  readonly message: string
}

/** Control characters would let a file's content write on the operator's terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}

/** Makes a problem and its one-line message. */
export function problem(parts: Omit<Problem, 'message'>): Problem {
  const where = `${parts.file}:${parts.line}:${parts.column}: ${parts.path ? `${parts.path}: ` : ''}`
  const hint = parts.hint ? `; ${parts.hint}` : ''
  return { ...parts, message: oneLine(`${where}expected ${parts.expected}, found ${parts.found}${hint}`) }
}

/** By file, then as one reads the file. */
function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column
}

/** The configuration is wrong. Its message lists every problem, one a line. Exit 2, before any network or write. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const ordered = [...new Map(problems.map((one) => [one.message, one])).values()].toSorted(byPlace)
    super(ordered.map((one) => one.message).join('\n'))
    this.problems = ordered
  }
}
