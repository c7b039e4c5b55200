import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { addSources } from './edit-section.ts'

const url = 'https://b.example/rss?a=1,2'
const page = { page: 'https://c.example/', item: 'li.card, li[data-x="1"]', next: { link: 'a.next', pages: 2 } }

/** A file before and after `url` was added to it: every byte that is not its own stays. */
test.each([
  [
    'line by line',
    'title: A   # so called\nsources:   # ours\n    - "https://a.example/"   # the first\n\n# the end\nlimit: 3\n',
    `title: A   # so called\nsources:   # ours\n    - "https://a.example/"   # the first\n    - ${url}\n\n# the end\nlimit: 3\n`,
  ],
  [
    'with the line ends of Windows',
    'title: A\r\nsources:\r\n- https://a.example/ # first\r\nlimit: 3\r\n',
    `title: A\r\nsources:\r\n- https://a.example/ # first\r\n- ${url}\r\nlimit: 3\r\n`,
  ],
  ['without a line end', 'sources:\n  - https://a.example/', `sources:\n  - https://a.example/\n  - ${url}\n`],
  [
    'within brackets',
    "title:   'A'\nsources: [ https://a.example/, {url: https://z.example/} ]   # both\nlimit: 3\n",
    `title:   'A'\nsources: [ https://a.example/, {url: https://z.example/}, "${url}" ]   # both\nlimit: 3\n`,
  ],
  ['within brackets with a comma at the end', 'sources: [a.example,]\n', `sources: [a.example, "${url}"]\n`],
  [
    'within brackets, a line each',
    'sources: [\r\n    https://a.example/, # one\r\n    https://z.example/ # two\r\n  ]\r\nlimit: 3\r\n',
    `sources: [\r\n    https://a.example/, # one\r\n    https://z.example/, # two\r\n    "${url}"\r\n  ]\r\nlimit: 3\r\n`,
  ],
  [
    'within brackets, a line each and a comma behind each',
    'sources: [\n  https://a.example/,\n]\n',
    `sources: [\n  https://a.example/,\n  "${url}",\n]\n`,
  ],
  ['within empty brackets', 'sources: [ ] # none yet\nlimit: 3\n', `sources: ["${url}"] # none yet\nlimit: 3\n`],
  [
    'under a bare key',
    '# A\nsources: # put them here\n\nlimit:  3\n',
    `# A\nsources: # put them here\n  - ${url}\n\nlimit:  3\n`,
  ],
  ['where there are none', 'from:  [x]   # only\n', `from:  [x]   # only\nsources:\n  - ${url}\n`],
  ['where there are none, on Windows', 'from: [x]\r\n', `from: [x]\r\nsources:\r\n  - ${url}\r\n`],
])('a source is added %s, and every other byte stays', (_, before, after) => {
  expect(addSources(before, [url])).toBe(after)
})

test.each([
  'sources:\n  - https://a.example/\n',
  'sources: [https://a.example/]\n',
  'sources: [\n  https://a.example/,\n]\n',
  'sources: []\n',
  'sources:\n',
  'title: A\n',
  '{title: A, sources: [https://a.example/]}\n',
  'sources: ~\n',
  'sources:\n  - |-\n    https://a.example/\nlimit: 3\n',
])('several sources of any kind are added to %j', (before) => {
  const text = addSources(before, [url, page])
  const had = (parse(before) as { readonly sources?: readonly unknown[] }).sources ?? []
  expect(parse(text)).toEqual({ ...parse(before), sources: [...had, url, page] })
})

test('comments and line ends stay where the list has to be written anew', () => {
  const text = addSources('# mine\r\n{title: A, # so called\r\n sources: ~}\r\n', [url])
  expect(text).toContain('# mine\r\n')
  expect(text).toContain('# so called')
  expect(text.replaceAll('\r\n', '')).not.toContain('\n')
})
