import { z } from 'zod'
import { type Problem, problem } from './config-error.ts'
import { nearestKey } from './nearest-key.ts'
import type { Refusal } from './values.ts'
import { formatPath, type Path, type YamlText } from './yaml-text.ts'

/** Where a value and the keys around it are known: what a problem is told with. */
export type Told = { readonly file: string; readonly yaml: Pick<YamlText, 'place'> }

/** A value in a few words, never longer than a line. */
export function describe(value: unknown, written?: string): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a map'
  const text = written ?? String(value)
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text
  if (typeof value === 'number') return `the number ${short}`
  return typeof value === 'boolean' ? short : JSON.stringify(short)
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined
    current = Object.entries(current).find(([key]) => key === String(step))?.[1]
  }
  return current
}

function isRefusal(params: unknown): params is Refusal {
  return typeof params === 'object' && params !== null && 'expected' in params
}

/** What a value that is missing or of a wrong kind should have been, in zod's words and then in ours. */
function kind(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    object: 'a map',
    record: 'a map',
    array: 'a list',
    string: 'text',
    number: 'a number',
  }
  return words[expected] ?? expected
}

/** A problem at a value: its place in the file, and what stands there as written (never a secret's value). */
export function valueProblem(
  told: Told,
  path: Path,
  parts: {
    readonly expected: string
    readonly found?: string | undefined
    readonly hint?: string | undefined
    readonly value?: unknown
  },
): Problem {
  const place = told.yaml.place(path)
  const named = path.length > 0 ? { path: formatPath(path) } : {}
  const secret = place.written?.includes('${') === true
  const advice = place.isCommentedOut ? '# begins a comment: text with it needs quotes' : parts.hint
  const hint = advice !== undefined && !secret ? { hint: advice } : {}
  const found = (secret ? undefined : parts.found) ?? describe(parts.value, place.written)
  return problem({
    file: told.file,
    line: place.line,
    column: place.column,
    ...named,
    expected: parts.expected,
    found,
    ...hint,
  })
}

/** A problem at a key; `hint` where we know better than the nearest key. */
export function keyProblem(told: Told, path: Path, known: readonly string[], better?: string): Problem {
  const key = String(path.at(-1))
  const { keyLine, keyColumn } = told.yaml.place(path)
  const near = nearestKey(key, known)
  const hint = better ?? (near ? `did you mean ${near}?` : `known here: ${known.join(', ')}`)
  return problem({
    file: told.file,
    line: keyLine,
    column: keyColumn,
    path: formatPath(path),
    expected: 'a known key',
    found: describe(key),
    hint,
  })
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodExactOptional ? unwrapped(schema.unwrap()) : schema
}

/** The keys that the schema knows at a path inside it. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let current = unwrapped(schema)
  for (const step of path) {
    if (current instanceof z.ZodArray) current = unwrapped(current.element)
    else if (current instanceof z.ZodObject) current = unwrapped(current.shape[step])
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : []
}

/**
 * Reads `value`, which stands at `path`, with a schema. All that is wrong goes to `problems`; undefined then.
 */
export function readWith<S extends z.ZodType>(
  schema: S,
  value: unknown,
  path: Path,
  told: Told,
  problems: Problem[],
  elsewhere?: (key: string) => string | undefined,
): z.output<S> | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const inner = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
    const whole = [...path, ...inner]
    const actual = valueAt(value, inner)
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(schema, inner)
      for (const key of issue.keys) problems.push(keyProblem(told, [...whole, key], known, elsewhere?.(key)))
    } else if (issue.code === 'custom' && isRefusal(issue.params)) {
      const { found, ...refusal } = issue.params
      const stands = describe(actual, told.yaml.place(whole).written)
      const both = found === undefined || typeof actual === 'object' ? found : `${stands}, ${found}`
      problems.push(valueProblem(told, whole, { ...refusal, found: both, value: actual }))
    } else {
      const expected =
        issue.code === 'invalid_type'
          ? kind(issue.expected)
          : issue.code === 'too_small'
            ? 'at least one in the list'
            : issue.message
      problems.push(valueProblem(told, whole, { expected, value: actual }))
    }
  }
  return undefined
}
