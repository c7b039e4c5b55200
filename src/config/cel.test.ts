import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expressionMistake } from './cel.ts'

test.each([
  'true',
  'entry',
  'entry.title.matches("(?i)^live:")',
  'entry.title.contains("x") && !(entry.language in ["id", "en"])',
  'entry.published > timestamp("2026-01-01T00:00:00Z")',
  'size(entry.title) < 20 || entry.categories.exists(c, c == "sport")',
  'entry.title.matches(entry.author)',
  'entry.title.matches(r"\\p{Han}+\\d{2,}")',
])('%j is a condition', (text) => {
  expect(expressionMistake(text)).toBeUndefined()
})

test.each([
  ['', /Unexpected token/, 0],
  ['entry.title ==', /Unexpected token/, 14],
  ['enrty.title == "x"', /Unknown variable/, 0],
  ['size(entry.title)', /not yes or no/, undefined],
  ['"text"', /not yes or no/, undefined],
  ['entry.title.matches("(?=x)")', /RE2/, 20],
  ['entry.a || (entry.b && entry.title.matches("(a)\\\\1"))', /RE2/, 43],
  ['[entry].exists(e, e.title.matches("["))', /RE2/, 34],
  ['entry.title.nonsense("x")', /nonsense/, 0],
  [`${'('.repeat(500)}true${')'.repeat(500)}`, /maxDepth/, 64],
  [Array.from({ length: 3000 }, () => 'true').join(' && '), /maxAstNodes/, undefined],
] as const)('%j is none', (text, message, at) => {
  const mistake = expressionMistake(text)
  expect(mistake?.message).toMatch(message)
  if (at !== undefined) expect(mistake?.at).toBe(at)
})

test('no text makes it throw', () => {
  const scrap = fc.constantFrom(
    'entry',
    '.title',
    '.matches(',
    '"',
    "'",
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '&&',
    '||',
    '!',
    '?',
    ':',
    ' ',
    '1',
    '0x',
    'r"',
    '\\',
    '"""',
    'in',
    'has(',
    ',',
    '.all(x,',
    'b"',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(scrap, fc.string({ maxLength: 4 })), { maxLength: 20 }), (parts) => {
      expressionMistake(parts.join(''))
    }),
    { numRuns: 3000 },
  )
})
