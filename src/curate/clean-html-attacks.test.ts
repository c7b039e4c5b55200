import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cleanHtml } from './clean-html.ts'
import { dangersIn, wellFormedProblem } from '../../tests/property/html-oracle.ts'

const fixtures = new URL('../../tests/fixtures/html/attacks.tsv', import.meta.url)
const attacks = readFileSync(fixtures, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): [string, string] => {
    const tab = line.indexOf('\t')
    const html = line
      .slice(tab + 1)
      .replace(/\\u([0-9A-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    return [line.slice(0, tab), html]
  })

describe.each(['none', 'link'] as const)('with images: %s', (images) => {
  test.each(attacks)('%s leaves nothing that acts', (_, html) => {
    const clean = cleanHtml(html, { images, baseUrl: 'https://radio.example/berita/1' })
    expect(dangersIn(clean, images)).toEqual([])
    expect(wellFormedProblem(clean)).toBeUndefined()
    expect(cleanHtml(clean, { images, baseUrl: 'https://radio.example/berita/1' })).toBe(clean)
  })
})

test('what surrounds an attack stays', () => {
  const html = '<p>Sebelum</p><script>alert(1)</script><svg><p>x</p></svg><p>Sesudah</p>'
  expect(cleanHtml(html, { images: 'none' })).toContain('<p>Sebelum</p>')
  expect(cleanHtml(html, { images: 'none' })).toContain('<p>Sesudah</p>')
})
