import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseListing } from './page.ts'

const url = 'https://g.example/news'
const now = Date.UTC(2026, 10, 27, 12)
const titles = [
  'Harbour opens again after the storm',
  'Bridge over the bay closes for repairs',
  'Mayor resigns after a long debate',
  'Library stays open on Sundays now',
  'Ferry company orders two new ships',
  'School on the hill gets a new roof',
]
const days = ['26 November 2026', '25 November 2026', '24 November 2026']
const times = ['18:30', '08:30']

/** Three days of two entries each, as `day` puts them together, between a menu and a foot. */
function page(day: (date: string, entries: readonly { title: string; href: string; time: string }[]) => string) {
  const blocks = days.map((date, at) =>
    day(
      date,
      times.map((time, turn) => ({ time, title: titles[2 * at + turn] ?? '', href: `/n/${2 * at + turn}` })),
    ),
  )
  const menu = ['World', 'Politics', 'Sport'].map((name) => `<li><a href="/${name}">${name}</a></li>`).join('')
  return new TextEncoder().encode(
    `<!doctype html><html lang="en"><head><title>The Gazette</title></head><body><header><nav><ul>${menu}</ul></nav></header><main>${blocks.join('')}</main><footer><p>The Gazette, 1 Quay Street</p></footer></body></html>`,
  )
}

const withTimes = days.flatMap((day) => times.map((time) => `${day} ${time}`))

test.each([
  [
    'headings over lists',
    page((date, entries) => {
      const items = entries.map(
        ({ time, title, href }) => `<li><span>${time}</span> <a href="${href}">${title}</a></li>`,
      )
      return `<h4>${date}</h4><ul>${items.join('')}</ul>`
    }),
    withTimes,
  ],
  [
    'headings over lists, the time without an element of its own',
    page((date, entries) => {
      const items = entries.map(({ time, title, href }) => `<li>${time} – <a href="${href}">${title}</a></li>`)
      return `<h4>${date}</h4><ul>${items.join('')}</ul>`
    }),
    withTimes,
  ],
  [
    'boxes of a day, which is no heading',
    page((date, entries) => {
      const items = entries.map(
        ({ time, title, href }) => `<div class="row"><p>${time}</p><a href="${href}">${title}</a></div>`,
      )
      return `<section class="day"><div class="when">${date}</div><div class="rows">${items.join('')}</div></section>`
    }),
    withTimes,
  ],
  [
    'headings over lists without times',
    page((date, entries) => {
      const items = entries.map(({ title, href }) => `<li><a href="${href}">${title}</a></li>`)
      return `<h4>${date}</h4><ul>${items.join('')}</ul>`
    }),
    days.flatMap((day) => [day, day]),
  ],
])('every entry of a day is taken, with its day and time: %s', async (_, bytes, dates) => {
  const { items } = await parseListing(bytes, { url, now, selectors: {} })
  expect(items.map(({ title }) => title?.value)).toEqual(titles)
  expect(items.map(({ published }) => published)).toEqual(dates)
  expect(items.map(({ summary }) => summary)).toEqual(titles.map(() => undefined))
})

test('the date of today over the list of a page is not that of its entries', async () => {
  const rows = titles.map((title, at) => `<li><a href="/n/${at}">${title}</a></li>`)
  const bytes = new TextEncoder().encode(
    `<!doctype html><html lang="en"><body><div><p>Friday, 27 November 2026</p><ul class="news">${rows.join('')}</ul></div></body></html>`,
  )
  const { items } = await parseListing(bytes, { url, now, selectors: { item: 'li' } })
  expect(items.map(({ published }) => published)).toEqual(titles.map(() => undefined))
})

test.each(['h3', 'h2'])('a day reaches no further than to a heading (%s) that is no day', async (name) => {
  const entry = (at: number) => `<div class="it"><a href="/n/${at}">${titles[at]}</a></div>`
  const html = `<!doctype html><html lang="en"><head><title>The Gazette</title></head><body><main><h3>3 November 2026</h3>${[0, 1, 2].map(entry).join('')}<${name}>Latest</${name}>${[3, 4, 5].map(entry).join('')}</main></body></html>`
  const { items } = await parseListing(new TextEncoder().encode(html), { url, now, selectors: { item: '.it' } })
  expect(items.map(({ published }) => published)).toEqual([
    ...Array(3).fill('3 November 2026'),
    ...Array(3).fill(undefined),
  ])
})

test.each([
  ['Events of 1 December 2030', undefined],
  ['Concerts on 3 November 2026', undefined],
  ['Thursday 26 November 2026', '26 November 2026'],
  ['Published 26 November 2026', '26 November 2026'],
  ['Today, 27 November 2026', '27 November 2026'],
])('a heading over entries is their day where it says no more: %s', async (heading, published) => {
  const entry = (at: number) => `<div class="it"><a href="/n/${at}">${titles[at]}</a></div>`
  const html = `<!doctype html><html lang="en"><head><title>The Gazette</title></head><body><main><h2>${heading}</h2>${[0, 1, 2].map(entry).join('')}</main></body></html>`
  const { items } = await parseListing(new TextEncoder().encode(html), { url, now, selectors: { item: '.it' } })
  expect(items.map((item) => item.published)).toEqual(Array(3).fill(published))
})

test.each([
  ['in the element for machines', '<time datetime="2026-11-26">08:30</time>', '2026-11-26 08:30'],
  ['beside it', '<time datetime="2026-11-26">Thursday</time> <span>08:30</span>', '2026-11-26 08:30'],
  ['in a block of its own', '<div>26 November 2026</div><div>08:30</div>', '26 November 2026 08:30'],
  [
    'in prose, which is of what is told',
    '<div>26 November 2026</div><p>The hall opens at 08:30.</p>',
    '26 November 2026',
  ],
])('the time of an entry is taken where it stands %s', async (_, date, published) => {
  const rows = titles.map((title, at) => `<div class="it"><a href="/n/${at}">${title}</a>${date}</div>`)
  const html = `<!doctype html><html lang="en"><title>The Gazette</title><main>${rows.join('')}</main></html>`
  const { items } = await parseListing(new TextEncoder().encode(html), { url, now, selectors: { item: '.it' } })
  expect(items.map((item) => item.published)).toEqual(titles.map(() => published))
})

/** A page of lines in one box, parted by breaks: each made of an entry's link and day. */
function pageOfLines(line: (link: string, day: string) => string): Uint8Array {
  const lines = titles.slice(0, 4).map((title, at) => line(`<a href="/n/${at}">${title}</a>`, daysOfLines[at] ?? ''))
  return new TextEncoder().encode(
    `<!doctype html><html lang="en"><title>The Gazette</title><h1>News of the town</h1><p>${lines.join('\n')}</p></html>`,
  )
}
const daysOfLines = ['Thu, 26 Nov', 'Fri, 20 Nov', 'Thu, 19 Nov', 'Mon, 2 Nov']

test.each([
  ['before its link', (link: string, day: string) => `${day}: ${link}<br>`],
  ['before its link, in an element', (link: string, day: string) => `<b>${day}</b> ${link}<br>`],
  ['behind its link', (link: string, day: string) => `${link} (${day})<br>`],
  ['behind its link, in an element', (link: string, day: string) => `${link} <i>${day}</i><br>`],
  ['behind its link and another', (link: string, day: string) => `${day} ${link} (<a href="/all.pdf">PDF</a>)<br>`],
  [
    'before what is told of it',
    (link: string, day: string) => `${day} – ${link} – The hall was full on 3 May 1998.<br>`,
  ],
  ['in a line over its link', (link: string, day: string) => `${day}<br>${link}<br>So says the council.<br>`],
  ['in a line under its link', (link: string, day: string) => `${link}<br>${day}<br><br>`],
  ['without breaks, before its link', (link: string, day: string) => `${day} ${link};`],
  ['without breaks, behind its link', (link: string, day: string) => `${link} ${day};`],
])('an entry in a line has the day of its own line: %s', async (_, line) => {
  const { items } = await parseListing(pageOfLines(line), { url, now, selectors: { item: 'a[href^="/n/"]' } })
  expect(items.map(({ published }) => published?.replace(/:$/, ''))).toEqual(daysOfLines)
})

test('a line without a day has none of its neighbours, in a list that is found', async () => {
  const bytes = readFileSync(new URL('../../tests/fixtures/pages/listings/lines-of-text.html', import.meta.url))
  const { items } = await parseListing(bytes, { url, now, selectors: {} })
  expect(items.map(({ published }) => published)).toEqual(['12.11.', '10.11.', undefined, '5.11.', '28.12.'])
  const inElement = pageOfLines((link, day) => (day === daysOfLines[1] ? `${link}<br>` : `${link} <b>${day}</b><br>`))
  const without = await parseListing(inElement, { url, now, selectors: { item: 'p > a' } })
  expect(without.items.map(({ published }) => published)).toEqual(
    daysOfLines.map((day, at) => (at === 1 ? undefined : day)),
  )
})

test('days that stand over lines are those of all lines under them, with the times of the lines', async () => {
  const html = `<!doctype html><html lang="en"><h1>News</h1><p>26 November 2026<br>${titles
    .map((title, at) => `${at === 3 ? '25 November 2026<br>' : ''}1${at}:30 <a href="/n/${at}">${title}</a><br>`)
    .join('')}</p></html>`
  const { items } = await parseListing(new TextEncoder().encode(html), { url, now, selectors: {} })
  expect(items.map(({ published }) => published)).toEqual(
    titles.map((_, at) => `${at < 3 ? 26 : 25} November 2026 1${at}:30`),
  )
})

test('the date of today over the lines of a page is not theirs', async () => {
  const html = `<!doctype html><html lang="en"><p>27 November 2026<br>${titles
    .map((title, at) => `<a href="/n/${at}">${title}</a><br>`)
    .join('')}</p></html>`
  const { items } = await parseListing(new TextEncoder().encode(html), { url, now, selectors: {} })
  expect(items.map(({ published }) => published)).toEqual(titles.map(() => undefined))
})
