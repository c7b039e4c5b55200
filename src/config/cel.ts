import { createRequire } from 'node:module'
import type { ASTNode } from '@marcbachmann/cel-js'

// Few configurations have expressions: their engines are loaded with the first one.
const load = createRequire(import.meta.url)
const cel = (): typeof import('@marcbachmann/cel-js') => load('@marcbachmann/cel-js')
const re2 = (): typeof import('re2js') => load('re2js')

/** What is wrong with an expression: in words, and where, counted from 0. */
export type ExpressionMistake = { readonly message: string; readonly at?: number }

/** Far above what a person writes, far below what would be slow. */
const limits = { maxAstNodes: 2000, maxDepth: 64 }

/** An expression sees one entry; which fields that has is for those to say who evaluate it. */
const environment = () => new (cel().Environment)({ limits }).registerVariable('entry', 'dyn')

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value
}

/** The argument of `x.matches(y)` or `matches(x, y)`, where it is a text written out. */
function pattern(node: ASTNode): { readonly text: string; readonly at: number } | undefined {
  const last = node.op === 'rcall' ? node.args[2].at(-1) : node.op === 'call' ? node.args[1].at(-1) : undefined
  const name = node.op === 'rcall' ? node.args[0] : node.op === 'call' ? node.args[0] : undefined
  if (name !== 'matches' || last?.op !== 'value' || typeof last.args !== 'string') return undefined
  return { text: last.args, at: last.start }
}

/** CEL's regular expressions are RE2 (cel-spec, "Regular Expressions"): no lookaround, no backreferences. */
function patternMistake(node: ASTNode): ExpressionMistake | undefined {
  const found = pattern(node)
  if (found !== undefined) {
    const { RE2JS, RE2JSException } = re2()
    try {
      RE2JS.compile(found.text)
    } catch (error) {
      if (!(error instanceof RE2JSException)) throw error
      return { message: `${error.message} (regular expressions are RE2)`, at: found.at }
    }
  }
  const nested: readonly unknown[] = [node.args].flat(3)
  for (const child of nested) {
    const mistake = isNode(child) ? patternMistake(child) : undefined
    if (mistake) return mistake
  }
  return undefined
}

/**
 * Whether a text is a condition in CEL (Common Expression Language) that says yes or no of an `entry`; undefined: it is.
 * Nothing is evaluated.
 */
export function expressionMistake(text: string): ExpressionMistake | undefined {
  const { ParseError } = cel()
  try {
    const parsed = environment().parse(text)
    const { valid, type, error } = parsed.check()
    if (!valid) {
      const { summary = 'not an expression', range } = error ?? {}
      return { message: summary, ...(range === undefined ? {} : { at: range.start }) }
    }
    if (type !== 'bool' && type !== 'dyn')
      return { message: `it is not yes or no: it makes a value of the kind ${type}` }
    return patternMistake(parsed.ast)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return { message: error.summary, ...(error.range === undefined ? {} : { at: error.range.start }) }
  }
}
