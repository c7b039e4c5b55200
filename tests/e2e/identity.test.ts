import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, rss, startPublisher } from './publisher.ts'

const t0 = Date.parse('2024-07-01T09:00:00Z')
const at = (hours: number) => new Date(t0 + hours * 3_600_000).toISOString()

let publisher: Publisher
let room: TestNewsroom

beforeEach(async () => {
  publisher = await startPublisher()
  room = newsroom()
})
afterEach(async () => {
  await publisher.close()
  room.remove()
})

const items = () =>
  JSON.parse(room.read('world/feed.json')).items as {
    id: string
    title: string
    url: string
    date_published: string
    date_modified?: string
    _warta: { also?: unknown[] }
  }[]

function configure(...paths: readonly string[]) {
  const sources = paths.map((path) => `  - ${publisher.url}/${path}\n`).join('')
  room.configure({
    'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': `title: World\nlanguage: en\nbackfill: all\nsources:\n${sources}`,
  })
}

const NAMES = 'tram bridge harvest museum election storm ferry vaccine orchestra glacier'.split(' ')

describe('a source that names its entries anew', () => {
  const poll = (host: string, guidOf: (i: number) => string, more: { title: string }[] = []) =>
    rss('Alpha', [
      ...more,
      ...NAMES.map((name, i) => ({
        title: `What the ${name} means for the valley`,
        link: `${host}/2024/${name}?utm_source=feed`,
        guid: guidOf(i),
        date: new Date(t0 - (i + 1) * 3_600_000),
        text: `About the ${name}.`,
      })),
    ])

  test.each([
    ['https and new guids', 'https://alpha.example', (i: number) => `https://alpha.example/?p=${i}`],
    ['another host', 'https://news.alpha.example', (i: number) => `http://alpha.example/${i}`],
    ['another host and new guids', 'https://beta.example', (i: number) => `urn:uuid:${i}`],
  ])('publishes nothing as new: %s', async (_, host, guidOf) => {
    configure('a')
    publisher.set('/a', { body: poll('http://alpha.example', (i) => `http://alpha.example/${i}`) })
    await room.warta('run', '--now', at(0))
    const before = items()
    expect(before).toHaveLength(10)
    publisher.set('/a', { body: poll(host, guidOf) })
    await room.warta('run', '--now', at(3))
    const after = items()
    const facts = (list: typeof before) =>
      list.map(({ id, title, date_published, date_modified }) => ({ id, title, date_published, date_modified }))
    expect(facts(after)).toEqual(facts(before))
    const really = {
      title: 'A comet is seen over the valley',
      link: `${host}/2024/comet`,
      guid: 'comet',
      date: new Date(t0),
      text: 'New.',
    }
    publisher.set('/a', { body: poll(host, guidOf, [really]) })
    await room.warta('run', '--now', at(6))
    expect(items().map(({ title }) => title)).toEqual([really.title, ...before.map(({ title }) => title)])
  })

  test('publishes nothing as new where one headline, and the address that follows it, was tried anew', async () => {
    configure('a')
    const pieces = (headline: string) =>
      rss('Alpha', [
        ...NAMES.slice(1).map((name, i) => ({
          title: `The ${name}`,
          link: `https://a.example/${name}`,
          guid: name,
          date: new Date(t0 - i * 60_000),
        })),
        {
          title: headline,
          link: `https://a.example/${headline.toLowerCase().replaceAll(' ', '-')}`,
          guid: headline,
          date: new Date(t0 - 5 * 3_600_000),
          text: 'The tram to the upper valley is to run by night from Sunday, its drivers have agreed.',
        },
      ])
    publisher.set('/a', { body: pieces('Tram to run by night') })
    await room.warta('run', '--now', at(0))
    const before = items()
    publisher.set('/a', { body: pieces('They will drive while you sleep') })
    await room.warta('run', '--now', at(3))
    expect(
      items()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(before.map(({ id }) => id).sort())
    expect(items().map(({ title }) => title)).toContain('They will drive while you sleep')
  })

  test('publishes nothing as new where texts and titles are all that is kept', async () => {
    configure('a')
    const undated = (link: (name: string) => string, guidOf: (i: number) => string) =>
      rss(
        'Alpha',
        NAMES.map((name, i) => ({
          title: `What the ${name} means for the valley`,
          link: link(name),
          guid: guidOf(i),
          text: `About the ${name}, and what it means for those who live in the valley.`,
        })),
      )
    publisher.set('/a', {
      body: undated(
        (name) => `http://alpha.example/?p=${name.length}${name}`,
        (i) => `a${i}`,
      ),
    })
    await room.warta('run', '--now', at(0))
    const before = items()
    publisher.set('/a', {
      body: undated(
        (name) => `https://beta.example/posts/${name}/`,
        (i) => `urn:b:${i}`,
      ),
    })
    await room.warta('run', '--now', at(3))
    expect(items().map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  })

  test('an entry with neither guid nor link is brought up to date when its text is edited', async () => {
    configure('a')
    const text = 'About the tram, and what those who live near its stops say of it.'
    const poll = (first: string) => {
      const all = NAMES.map((name, i) => ({
        title: `What the ${name} means for the valley`,
        text: i === 0 ? first : text.replace('tram', name),
      }))
      return rss('Alpha', all).replace(/<(guid|link|pubDate)\b[\s\S]*?<\/\1>/g, '')
    }
    publisher.set('/a', { body: poll(text) })
    await room.warta('run', '--now', at(0))
    const before = items().map(({ id }) => id)
    for (const [i, more] of ['It is late in summer.', 'It will be free from next week, the mayor said.'].entries()) {
      publisher.set('/a', { body: poll(`${text} ${more}`) })
      await room.warta('run', '--now', at(3 * (i + 1)))
      expect(items().map(({ id }) => id)).toEqual(before)
      expect(room.read('world/feed.json')).toContain(more)
    }
  })

  test('revisions counted in the guid are one entry, brought up to date', async () => {
    configure('a')
    const revision = (n: number, text: string) =>
      rss('Alpha', [
        {
          title: 'Storm over the valley',
          link: 'https://alpha.example/news/c1',
          guid: `https://alpha.example/news/c1#${n}`,
          date: new Date(t0),
          text,
        },
      ])
    publisher.set('/a', { body: revision(0, 'A storm is near.') })
    await room.warta('run', '--now', at(0))
    const before = items()
    publisher.set('/a', { body: revision(1, 'The storm has passed, and two bridges are closed.') })
    await room.warta('run', '--now', at(3))
    expect(items().map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(room.read('world/feed.json')).toContain('two bridges')
  })
})

describe('pages that show another piece each day', () => {
  const titles = () =>
    items()
      .map(({ title }) => title)
      .sort()

  test('give new entries each day, under their own dates', async () => {
    configure('a')
    const regions = ['north', 'south', 'west']
    const issue = (day: number) =>
      rss(
        'Alpha',
        regions.map((region) => ({
          title: `Forecast for July ${day}: ${region}`,
          link: `https://alpha.example/${region}`,
          guid: `fc-${region}-${day}`,
          date: new Date(t0 + day * 26 * 3_600_000 - 3_600_000),
          text: `Some rain in the ${region}, highs of ${day + 20} degrees.`,
        })),
      )
    for (const day of [0, 1, 2]) {
      publisher.set('/a', { body: issue(day) })
      await room.warta('run', '--now', at(26 * day))
    }
    expect(titles()).toEqual([0, 1, 2].flatMap((day) => regions.map((region) => `Forecast for July ${day}: ${region}`)))
    expect(new Set(items().map(({ date_published }) => date_published)).size).toBe(3)
  })

  test('give new entries beside the day’s other news', async () => {
    configure('a')
    const poll = (guid: string, live: string, other: string, hours: number) => {
      const date = new Date(t0 + hours * 3_600_000)
      return rss('Alpha', [
        { title: live, link: 'https://alpha.example/live/now', guid, date, text: `${live}, minute by minute.` },
        { title: other, link: `https://alpha.example/${guid}/other`, guid: `${guid}-other`, date, text: other },
      ])
    }
    publisher.set('/a', {
      body: poll('g1', 'Live: election night in Ohio', 'Bakers strike over the price of flour', -1),
    })
    await room.warta('run', '--now', at(0))
    publisher.set('/a', { body: poll('g3', 'Live: cup final in Split', 'A lynx is seen near Basel', 23) })
    await room.warta('run', '--now', at(24))
    expect(titles()).toHaveLength(4)
  })
})

test('a page of the day without dates gives an entry each day, which is edited by what is said of it that day', async () => {
  configure('a')
  const days = [
    [0, 'Tram derails in Linz', 'A tram left the rails at the main station; three people were hurt.'],
    [24, 'Lynx seen near Basel', 'Walkers took pictures of the animal by the river on Friday morning.'],
    [
      26,
      'Lynx seen by the Rhine at Basel',
      'Walkers took pictures of the animal by the river Rhine on Friday morning.',
    ],
    [48, 'Museum buys a Vermeer', 'Delft paid eleven million for the letter, which a widow had kept.'],
  ] as const
  for (const [hours, title, text] of days) {
    publisher.set('/a', {
      body: rss('Alpha', [{ title, text, link: 'https://alpha.example/briefing', guid: 'briefing' }]),
    })
    await room.warta('run', '--now', at(hours))
    await room.warta('run', '--now', at(hours + 1))
  }
  const shown = items().map(({ title }) => title)
  expect(shown).toEqual(['Museum buys a Vermeer', 'Lynx seen by the Rhine at Basel', 'Tram derails in Linz'])
})

describe('guids that number the places of a list', () => {
  const PIECES = [
    ['Tram derails in Linz', 'A tram left the rails at the main station; three people were hurt.'],
    ['Lynx seen near Basel', 'Walkers took pictures of the animal by the river on Friday morning.'],
    ['Museum buys a Vermeer', 'Delft paid eleven million for the letter, which a widow had kept.'],
    ['Court stops felling in Poland', 'Judges ordered the state forests to lay down their saws at once.'],
    ['Bakers strike in Tunis', 'Flour became dearer by a third since spring, their union complains.'],
  ] as const
  const poll = (order: readonly number[]) =>
    rss(
      'Alpha',
      order.map((piece, place) => ({
        title: PIECES[piece]?.[0] ?? '',
        text: PIECES[piece]?.[1] ?? '',
        link: `https://alpha.example/${piece}`,
        guid: `slot${place}`,
        date: new Date(t0 + (piece - 8) * 3_600_000),
      })),
    )

  test('give new entries, and edit none, whatever place a piece moves to', async () => {
    configure('a')
    const ids = new Map<string, string>()
    for (const [i, order] of [
      [0, 1],
      [2, 0],
      [3, 4],
      [0, 2],
      [3, 4],
    ].entries()) {
      publisher.set('/a', { body: poll(order) })
      await room.warta('run', '--now', at(i * 2))
      for (const { id, title, date_published: published } of items()) {
        expect(ids.get(title) ?? id).toBe(id)
        ids.set(title, id)
        const piece = PIECES.findIndex(([name]) => name === title)
        expect(Date.parse(published)).toBe(t0 + (piece - 8) * 3_600_000)
      }
    }
    expect(items()).toHaveLength(5)
    expect(new Set(ids.values()).size).toBe(5)
  })
})

describe('one piece from several sources', () => {
  const lede =
    'The ministers agreed after a night of talks to cut the quotas for herring and cod by a third, while sprat may be ' +
    'caught as before, a compromise that left fishers and scientists unhappy alike.'

  test('is one entry with the others beside it, and keeps its id when a better source joins', async () => {
    configure('a', 'b')
    publisher.set('/a', {
      body: rss('Alpha', [
        { title: 'Ministers agree on fishing quotas for the Baltic Sea', link: 'https://alpha.example/1', text: lede },
      ]),
    })
    publisher.set('/b', {
      body: rss('Beta', [{ title: 'Weather for the week', link: 'https://beta.example/0', text: 'Sun.' }]),
    })
    await room.warta('run', '--now', at(0))
    const [first] = items().filter(({ title }) => title.includes('quotas'))
    publisher.set('/b', {
      body: rss('Beta', [
        {
          title: 'UPDATE 1-Ministers agree on fishing quotas for Baltic Sea',
          link: 'https://beta.example/7',
          text: `LUXEMBOURG (Wire) - ${lede}`,
        },
      ]),
    })
    const [sources] = [`  - url: ${publisher.url}/b\n    rank: 1\n  - ${publisher.url}/a\n`]
    room.configure({ 'world.yaml': `title: World\nlanguage: en\nbackfill: all\nsources:\n${sources}` })
    await room.warta('run', '--now', at(3))
    const quotas = items().filter(({ title }) => title.includes('quotas'))
    expect(quotas).toHaveLength(1)
    expect(quotas[0]).toMatchObject({ id: first?.id, url: 'https://beta.example/7' })
    expect(JSON.stringify(quotas[0]?._warta)).toContain('https://alpha.example/1')
  })

  test('keeps its date and its place when a copy leads that bears another, and never goes back in time', async () => {
    configure('a', 'b')
    const piece = (host: string, hours: number) => ({
      title: 'Ministers agree on fishing quotas for the Baltic Sea',
      link: `https://${host}.example/1`,
      date: new Date(t0 + hours * 3_600_000),
      text: lede,
    })
    const older = { title: 'Weather for the week', link: 'https://alpha.example/0', date: new Date(t0 - 2 * 3_600_000) }
    publisher.set('/a', { body: rss('Alpha', [piece('alpha', -1), older]) })
    publisher.set('/b', { body: rss('Beta', []) })
    await room.warta('run', '--now', at(0))
    const dates = () => items().map(({ id, date_published, date_modified }) => ({ id, date_published, date_modified }))
    const before = dates()
    publisher.set('/b', { body: rss('Beta', [piece('beta', -9)]) })
    const sources = `  - url: ${publisher.url}/b\n    rank: 1\n  - ${publisher.url}/a\n`
    room.configure({ 'world.yaml': `title: World\nlanguage: en\nbackfill: all\nsources:\n${sources}` })
    await room.warta('run', '--now', at(3))
    expect(items()[0]).toMatchObject({ url: 'https://beta.example/1' })
    expect(dates()).toEqual(before)
    // Rendered again from what is stored.
    room.configure({
      'site.yaml': `title: Other\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    })
    await room.warta('run', '--now', at(6))
    expect(dates()).toEqual(before)
  })

  test('a copy that becomes another piece stands for itself, and the piece it was a copy of keeps its words and id', async () => {
    configure('a', 'b')
    const piece = (host: string, more: object = {}) => ({
      title: 'Ministers agree on fishing quotas for the Baltic Sea',
      link: `https://${host}.example/1`,
      guid: host,
      date: new Date(t0),
      text: lede,
      ...more,
    })
    publisher.set('/a', { body: rss('Alpha', [piece('alpha')]) })
    publisher.set('/b', { body: rss('Beta', []) })
    await room.warta('run', '--now', at(0))
    publisher.set('/b', { body: rss('Beta', [piece('beta')]) })
    await room.warta('run', '--now', at(3))
    const [before] = items()
    expect(items()).toHaveLength(1)

    // It goes on: other words of the same, of both in turn.
    const later = {
      title: 'Fishers protest against herring quotas',
      text: `${lede} Fishers in Gdansk and Kiel blocked harbours in protest against the quotas for herring.`,
    }
    publisher.set('/b', { body: rss('Beta', [piece('beta', later)]) })
    await room.warta('run', '--now', at(6))
    expect(items()).toHaveLength(1)

    const pills = { title: 'Buy pills now at a discount', text: 'Pills that are cheaper than ever. '.repeat(99) }
    publisher.set('/b', { body: rss('Beta', [piece('beta', pills)]) })
    for (const hours of [9, 12]) {
      await room.warta('run', '--now', at(hours))
      const own = items().filter(({ id }) => id === before?.id)
      expect(own).toMatchObject([{ title: before?.title, url: before?.url, _warta: { also: [] } }])
      expect(items()).toHaveLength(2)
    }
  })

  test('a copy that led and becomes another piece leaves the id to those who still have the piece', async () => {
    configure('a', 'b')
    const piece = (host: string, minutes: number, more: object = {}) => ({
      title: 'Ministers agree on fishing quotas for the Baltic Sea',
      link: `https://${host}.example/1`,
      guid: host,
      date: new Date(t0 + minutes * 60_000),
      text: lede,
      ...more,
    })
    publisher.set('/a', { body: rss('Alpha', [piece('alpha', -4)]) })
    publisher.set('/b', { body: rss('Beta', [piece('beta', -9)]) })
    await room.warta('run', '--now', at(0))
    const [before] = items()
    expect(items()).toMatchObject([{ url: 'https://beta.example/1' }])

    const pills = { title: 'Buy pills now at a discount', text: 'Pills that are cheaper than ever. '.repeat(99) }
    publisher.set('/b', { body: rss('Beta', [piece('beta', -9, pills)]) })
    for (const hours of [3, 6]) {
      await room.warta('run', '--now', at(hours))
      expect(items()).toHaveLength(2)
      expect(items().filter(({ id }) => id === before?.id)).toMatchObject([
        { title: before?.title, url: 'https://alpha.example/1', date_published: before?.date_published },
      ])
    }
  })

  test.each([
    ['headline', { title: 'Casino opens its doors: free spins tonight' }],
    [
      'headline and text, but for a sentence',
      {
        title: 'Free spins and cod tonight: casino bonus',
        text: `Free spins tonight at our casino. ${lede.slice(0, 90)} Free spins and a bonus of one hundred percent await you.`,
      },
    ],
  ])(
    'a lead that becomes another piece by its %s leaves story, id and dates to the others, and a correction keeps them',
    async (_, other) => {
      configure('a', 'b')
      const piece = (host: string, minutes: number, more: object = {}) => ({
        title: 'Ministers agree on fishing quotas for the Baltic Sea',
        link: `https://${host}.example/1`,
        guid: host,
        date: new Date(t0 - minutes * 60_000),
        text: lede,
        ...more,
      })
      publisher.set('/a', { body: rss('Alpha', [piece('alpha', 1)]) })
      publisher.set('/b', { body: rss('Beta', [piece('beta', 2)]) })
      await room.warta('run', '--now', at(0))
      const [before] = items()
      expect(before).toMatchObject({ url: 'https://beta.example/1' })

      const corrected = { title: 'Correction: Ministers agree on new fishing quotas for 2025 for the Baltic Sea' }
      publisher.set('/b', { body: rss('Beta', [piece('beta', 2, corrected)]) })
      await room.warta('run', '--now', at(3))
      expect(items()).toMatchObject([{ id: before?.id, url: 'https://beta.example/1', title: corrected.title }])

      publisher.set('/b', { body: rss('Beta', [piece('beta', 2, other)]) })
      for (const hours of [6, 9]) {
        await room.warta('run', '--now', at(hours))
        expect(items()).toHaveLength(2)
        const [own] = items().filter(({ id }) => id === before?.id)
        expect(own).toMatchObject({ url: 'https://alpha.example/1', date_published: before?.date_published })
        expect(own?._warta.also).toEqual([])
      }
    },
  )

  test.each([
    ['at once', 3],
    ['a poll before', 1],
  ])('is not led, dated or kept out by who sends it with an old date: seen %s', async (_, seen) => {
    configure('a', 'b')
    room.configure({ 'world.yaml': room.read('../../feeds/world.yaml').replace('backfill: all', 'maxAge: 1d') })
    const piece = (host: string, hours: number) => ({
      title: 'Ministers agree on fishing quotas for the Baltic Sea',
      link: `https://${host}.example/1`,
      date: new Date(t0 + hours * 3_600_000),
      text: lede,
    })
    for (const path of ['a', 'b']) {
      const older = { title: `Weather of ${path}`, link: `https://${path}.example/0`, date: new Date(t0 - 3_600_000) }
      publisher.set(`/${path}`, { body: rss(path, [older]) })
    }
    await room.warta('run', '--now', at(0))
    publisher.set('/b', { body: rss('b', [piece('beta', -40)]) })
    if (seen < 3) await room.warta('run', '--now', at(seen))
    publisher.set('/a', { body: rss('a', [piece('alpha', 2.5)]) })
    await room.warta('run', '--now', at(3))
    expect(items()[0]).toMatchObject({ url: 'https://alpha.example/1', date_published: '2024-07-01T11:30:00Z' })
    expect(items()[0]?._warta.also).toMatchObject([{ url: 'https://beta.example/1' }])
  })

  test('another source’s link under a title and text that have nothing to do with it changes nothing of it', async () => {
    configure('a', 'b')
    const link = 'https://alpha.example/1'
    const own = { title: 'Ministers agree on fishing quotas for the Baltic Sea', link, guid: link, text: lede }
    publisher.set('/a', { body: rss('Alpha', [own]) })
    publisher.set('/b', { body: rss('Beta', []) })
    await room.warta('run', '--now', at(0))
    const [before] = items()
    const pills = 'Pills that are cheaper than ever, sent in a plain envelope. '.repeat(60)
    publisher.set('/b', {
      body: rss('Beta', [{ title: 'Buy pills now at a discount', link, guid: link, text: pills }]),
    })
    await room.warta('run', '--now', at(3))
    expect(items().find(({ id }) => id === before?.id)).toEqual(before)
    expect(items()).toHaveLength(2)
  })

  test('is its site’s, wherever its feed is polled, also where another gave its link first', async () => {
    configure('a', 'b')
    const link = 'https://alpha.example/1'
    const other = (host: string) => ({ title: `Tides of ${host}`, link: `https://${host}.example/tides` })
    const pills = { title: 'Ministers of pills', link, guid: link, text: 'Cheaper than ever, in a plain envelope.' }
    publisher.set('/a', { body: rss('Alpha', [other('alpha')]) })
    publisher.set('/b', { body: rss('Beta', [other('beta'), pills]) })
    await room.warta('run', '--now', at(0))
    const own = { title: 'Ministers agree on fishing quotas for the Baltic Sea', link, guid: 'a1', text: lede }
    publisher.set('/a', { body: rss('Alpha', [own, other('alpha')]) })
    await room.warta('run', '--now', at(3))
    expect(items().find(({ url }) => url === link)).toMatchObject({ title: own.title, summary: lede })
  })

  test('is found in the words of its own language where no source says which that is', async () => {
    configure('a', 'b')
    const piece = (host: string, title: string) => rss(host, [{ title, link: `https://${host}.example/1` }], '')
    publisher.set('/a', { body: piece('alpha', 'Presiden Tandatangani Aturan Baru tentang Bantuan untuk Nelayan') })
    publisher.set('/b', { body: piece('beta', 'Presiden Sudah Tandatangani Aturan Baru soal Bantuan bagi Nelayan') })
    await room.warta('run', '--now', at(0))
    expect(items()).toHaveLength(1)
  })

  test('is two entries where a source asks not to be folded', async () => {
    publisher.set('/a', {
      body: rss('Alpha', [
        { title: 'Ministers agree on fishing quotas for the Baltic Sea', link: 'https://alpha.example/1', text: lede },
      ]),
    })
    publisher.set('/b', {
      body: rss('Beta', [
        { title: 'Ministers agree on fishing quotas for the Baltic Sea', link: 'https://beta.example/1', text: lede },
      ]),
    })
    configure('a', 'b')
    room.configure({
      'world.yaml': `title: World\nlanguage: en\nbackfill: all\nsources:\n  - url: ${publisher.url}/b\n    dedupe: off\n  - ${publisher.url}/a\n`,
    })
    await room.warta('run', '--now', at(0))
    expect(items()).toHaveLength(2)
  })

  test('entries of a series under one title hide no other, however many', async () => {
    configure('a', 'b')
    const many = (host: string) =>
      Array.from({ length: 500 }, (_, i) => ({
        title: 'Ministers agree on fishing quotas for the Baltic Sea',
        link: `https://${host}.example/${i}`,
        guid: `${i}`,
      }))
    publisher.set('/a', { body: rss('Alpha', many('alpha')) })
    publisher.set('/b', {
      body: rss('Beta', [
        { title: 'Ministers agree on fishing quotas for the Baltic Sea', link: 'https://beta.example/x' },
      ]),
    })
    room.configure({
      'world.yaml': `title: World\nlanguage: en\nbackfill: all\nlimit: 1000\nsources:\n  - url: ${publisher.url}/a\n    limit: off\n  - ${publisher.url}/b\n`,
    })
    const said = await room.warta('run', '--now', at(0))
    expect(said.code).toBe(0)
    // As many as a feed holds, each of them for itself.
    expect(items()).toHaveLength(100)
    expect(items().flatMap(({ _warta }) => _warta.also ?? [])).toEqual([])
  })
})

test('a page whose links say where they were followed, or for whom, each time otherwise, lists the same pieces', async () => {
  const list = (query: string) =>
    `<!doctype html><html lang="en"><title>Alpha</title><main>${NAMES.map(
      (name) =>
        `<div class="c"><h2><a href="/2024/${name}${query}">What the ${name} means for the valley</a></h2></div>`,
    ).join('')}</main>`
  room.configure({
    'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': `title: World\nlanguage: en\nbackfill: all\nsources: [{ page: "${publisher.url}/list", item: .c }]\n`,
  })
  const facts = () =>
    items().map(({ id, url, date_published, date_modified }) => [id, url, date_published, date_modified])
  publisher.set('/list', { body: list(''), type: 'text/html' })
  await room.warta('run', '--now', at(0))
  const before = facts()
  expect(before).toHaveLength(10)
  for (const [hour, query] of ['?ref=home', '?from=list', '?src=front&pos=2'].entries()) {
    publisher.set('/list', { body: list(query), type: 'text/html' })
    await room.warta('run', '--now', at(3 + hour * 3))
    expect(facts()).toEqual(before)
  }
  // No session that a server makes for each who asks, nor anything like it, asks for the articles again or changes a byte.
  const files = await room.published()
  const asked = () => publisher.requests.filter(({ url = '' }) => url.startsWith('/2024/')).length
  const askedBefore = asked()
  for (const [hour, query] of [
    ';jsessionid=0A1B2C3D4E5F60718293',
    '?PHPSESSID=9f86d081884c7d659a2feaa0c55ad015',
    '?visit=9f86d081884c7d659a2f',
    '?visit=60303ae22b998861bce3',
  ].entries()) {
    publisher.set('/list', { body: list(query), type: 'text/html' })
    await room.warta('run', '--now', at(20 + hour * 3))
    expect(await room.published()).toEqual(files)
    expect(asked()).toBe(askedBefore)
  }
})
