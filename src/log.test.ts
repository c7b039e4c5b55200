import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(fields: Record<string, unknown>): string {
  let line = ''
  createLog((text) => {
    line += text
  }).info(fields, 'said')
  return line
}

test('a line is one line whatever is in it', () => {
  const line = logged({ title: 'a\nb\u001b[2Jc\u2028d' })
  expect(line.trimEnd()).not.toContain('\n')
  expect(line).not.toContain('\u001b')
  expect(JSON.parse(line)).toMatchObject({ title: 'a\nb\u001b[2Jc\u2028d', msg: 'said' })
})

test('a text of a megabyte is cut', () => {
  expect(logged({ title: 'x'.repeat(1_000_000) }).length).toBeLessThan(1000)
})

test('a password in a URL is not written down', () => {
  expect(logged({ url: 'https://user:secret@host.example/feed' })).not.toContain('secret')
})
