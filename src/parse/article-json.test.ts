import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLenientJson } from './article-json.ts'

describe('readLenientJson', () => {
  test.each([
    ['a raw line break in a string', '{"a":"one\ntwo"}', [{ a: 'one\ntwo' }]],
    ['a comma too many', '{"a":[1,2,],}', [{ a: [1, 2] }]],
    ['a comma too few', '{"a":1 "b":2}', [{ a: 1, b: 2 }]],
    ['quotes inside a string', '{"a":"he said "no" twice","b":1}', [{ a: 'he said "no" twice', b: 1 }]],
    ['two documents', '{"a":1}{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['a missing end', '{"a":{"b":"c"', [{ a: { b: 'c' } }]],
    ['comments', '/* x */ {"a": 1, // y\n "b": 2}', [{ a: 1, b: 2 }]],
    ['CDATA marks', '//<![CDATA[\n{"a":1}\n//]]>', [{ a: 1 }]],
    ['an HTML comment', '<!--{"a":1}-->', [{ a: 1 }]],
    ['single quotes', "{'a':'b'}", [{ a: 'b' }]],
    [
      'a comment behind a string',
      "{'a':'b', /* c */ \"d\":\"e\" // f\n, g: 'h' /* i */}",
      [{ a: 'b', d: 'e', g: 'h' }],
    ],
    ['two commas behind a string', '{"a":"b",, "c":"d",}', [{ a: 'b', c: 'd' }]],
    ['words as keys', '{a: "b", c: undefined}', [{ a: 'b', c: null }]],
    ['a trailing semicolon', '{"a":1};', [{ a: 1 }]],
    ['escapes', '{"a":"\\u00e9\\n\\"",}', [{ a: 'é\n"' }]],
    ['an address in a string', '{"url":"https://harbour.example/a//b",}', [{ url: 'https://harbour.example/a//b' }]],
  ])('reads JSON with %s', (_, text, expected) => {
    expect(JSON.parse(JSON.stringify(readLenientJson(text)))).toEqual(expected)
  })

  test('reads what is JSON exactly as JSON is read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readLenientJson(JSON.stringify([value]))).toEqual([JSON.parse(JSON.stringify([value]))])
      }),
    )
  })

  test('reads whatever it is given, in time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'a', '\\', '\n', '//', '/*'), { maxLength: 60 }),
        (parts) => Array.isArray(readLenientJson(parts.join(''))),
      ),
    )
    expect(readLenientJson(`{"a":${'['.repeat(200_000)}`)).toHaveLength(1)
    for (const part of ['"', '"/*', '"//', '",'])
      expect(Array.isArray(readLenientJson(`{"a":"${part.repeat(200_000)}`))).toBe(true)
  })

  test('a page cannot reach the prototype of our objects', () => {
    readLenientJson('{"__proto__":{"polluted":1},}')
    expect('polluted' in {}).toBe(false)
  })
})
