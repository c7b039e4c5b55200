import type { Rule, RuleField } from '../model/section.ts'

/** What rules look at of one entry; `text` only where a rule asks for it. */
export type Subject = {
  readonly title: string
  readonly text: string
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly link: string
  readonly source: string
  readonly language: string | undefined
}

/** `keep`: stays whatever later rules say. A drop names the rule that decided. */
export type RuleOutcome = { readonly kept: true } | { readonly kept: false; readonly rule: Rule }

type Test = (subject: Subject) => boolean
export type RuleSet = {
  /** Fields that some rule looks at: bodies need be read only for `text`, languages detected only for `language`. */
  readonly fields: ReadonlySet<RuleField>
  decide(subject: Subject): RuleOutcome
}

/** Scripts written without spaces between words: there a word matches as any part of the text. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const wordCharacter = '[\\p{L}\\p{N}\\p{M}_]'

/** Reads the rules once; deciding is then linear in the text. Rules are tried in order, the first drop or keep wins. */
export function compileRules(rules: readonly Rule[]): RuleSet {
  const compiled = rules.map((rule) => ({ rule, matches: compileCondition(rule) }))
  return {
    fields: new Set(
      rules.flatMap(({ when }) => (when.kind === 'words' ? (Object.keys(when.fields) as RuleField[]) : [])),
    ),
    decide(subject) {
      for (const { rule, matches } of compiled) {
        if (rule.action === 'boost' || matches === undefined) continue
        const hit = matches(subject)
        if (rule.action === 'keep' && hit) return { kept: true }
        if (rule.action === 'drop' && hit) return { kept: false, rule }
        if (rule.action === 'only' && !hit) return { kept: false, rule }
      }
      return { kept: true }
    },
  }
}

/** Undefined for what is not in force: a condition that is not understood must neither drop nor keep. */
function compileCondition(rule: Rule): Test | undefined {
  if (rule.when.kind !== 'words') return undefined
  const tests = Object.entries(rule.when.fields).map(([field, words]) => fieldTest(field as RuleField, words ?? []))
  return (subject) => tests.every((test) => test(subject))
}

function fieldTest(field: RuleField, words: readonly string[]): Test {
  switch (field) {
    case 'source': {
      const ids = new Set(words)
      return (subject) => ids.has(subject.source)
    }
    case 'language': {
      const wanted = words.map((word) => word.toLowerCase())
      return ({ language }) => language !== undefined && wanted.some((word) => isLanguage(language.toLowerCase(), word))
    }
    case 'link': {
      const parts = words.map((word) => fold(word).replace(/\*$/, ''))
      return (subject) => parts.some((part) => fold(subject.link).includes(part))
    }
    case 'title':
      return wordsTest(words, (subject) => [subject.title])
    case 'text':
      return wordsTest(words, (subject) => [subject.title, subject.text])
    case 'author':
      return wordsTest(words, (subject) => subject.authors)
    case 'category':
      return wordsTest(words, (subject) => subject.categories)
  }
}

/** RFC 4647 basic filtering: `zh` matches `zh-Hant`, not `zho`. */
function isLanguage(language: string, range: string): boolean {
  return language === range || language.startsWith(`${range}-`)
}

function wordsTest(words: readonly string[], texts: (subject: Subject) => readonly string[]): Test {
  const patterns = words.map(wordPattern)
  return (subject) =>
    texts(subject)
      .map(fold)
      .some((text) => patterns.some((pattern) => pattern.test(text)))
}

/**
 * `*` at the end lets any ending follow. The pattern is made of escaped characters
 * only, so that matching stays linear whatever the operator writes.
 */
function wordPattern(word: string): RegExp {
  const prefix = word.endsWith('*')
  const source = fold(prefix ? word.slice(0, -1) : word).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  if (spaceless.test(word)) return new RegExp(source, 'u')
  return new RegExp(`(?<!${wordCharacter})${source}${prefix ? '' : `(?!${wordCharacter})`}`, 'u')
}

/** Case, width, compatibility forms and runs of white space folded away, so that "ＡＳＥＡＮ" is "asean". */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
