import { expect, it, vi } from 'vitest'
import { systemClock } from '../clock.ts'
import { parse } from './parse.ts'

vi.mock('../parse/page-parser.ts', () => ({
  createPageParser: () => ({
    parseArticle: () => Promise.reject(new TypeError('cannot read the moon')),
    close: () => Promise.resolve(),
  }),
}))

it('a bug met in a batch is told whole and costs the jobs behind it nothing', async () => {
  const file = new URL(import.meta.url).pathname
  const job = `${JSON.stringify({ file, page: true })}\n`
  const [out, err]: [string[], string[]] = [[], []]
  const io = {
    stdout: (text: string) => void out.push(text),
    stderr: (text: string) => void err.push(text),
    stdin: (async function* () {
      yield new TextEncoder().encode(job + job)
    })(),
    env: {},
    terminal: false,
    signal: new AbortController().signal,
  }
  const options = { feeds: 'feeds', data: 'data', json: false, quiet: false, verbose: false }
  expect(await parse({ documents: [], batch: true }, { io, clock: systemClock, options })).toBe(70)
  expect(out.map((line) => JSON.parse(line))).toMatchObject([
    { file, error: { code: 'unreadable' } },
    { file, error: { code: 'unreadable' } },
  ])
  expect(err.join('')).toContain('cannot read the moon')
})
