import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { templateFaults } from './template.ts'
import { TEMPLATE_RULES, TEMPLATES } from './templates.ts'

const documentation = readFileSync(new URL('../../docs/theme.md', import.meta.url), 'utf8')
const examples = [...documentation.matchAll(/```html\n(.*?\n)```/gs)].map(([, text = '']) => text)

describe('the page about themes', () => {
  test.each(Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[])('shows our %s as it is', (name) => {
    const shown = documentation.split(`### ${name}.html\n\n\`\`\`html\n`)[1]?.split('\n```')[0]
    expect(`${shown}\n`).toBe(TEMPLATES[name].replace(/\n?$/, '\n'))
  })

  test('has an example that is right', () => {
    const [header = '', footer = ''] = examples
    expect(header).toContain('theme/logo.svg')
    expect(templateFaults(header, TEMPLATE_RULES.header)).toEqual([])
    expect(templateFaults(footer, TEMPLATE_RULES.footer)).toEqual([])
    expect(header).toMatch(/\{\{#front\}\}<h1>/)
    expect(footer).toContain('{{ourLanguage}}')
  })

  test('names every name that a template may', () => {
    for (const { fields } of Object.values(TEMPLATE_RULES)) {
      for (const name of Object.keys(fields)) expect(documentation).toMatch(new RegExp(`\\b${name}\\b`))
    }
  })
})
