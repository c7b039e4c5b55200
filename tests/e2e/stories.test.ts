import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Item, type Publisher, rss, startPublisher } from './publisher.ts'

const t0 = '2024-07-01T09:00:00Z'
const at = (hours: number) => new Date(Date.parse(t0) + hours * 3_600_000)

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

const site = () => `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`
const item = (name: string, hours: number, title: string, text = ''): Item => ({
  title,
  link: `https://${name}.example/1`,
  guid: name,
  date: at(hours),
  ...(text === '' ? {} : { text }),
})
const related = (section: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    JSON.parse(room.read(`${section}/feed.json`)).items.map(
      (one: { url: string; _warta: { related: { url: string }[] } }) => [
        new URL(one.url).hostname.replace('.example', ''),
        one._warta.related.map(({ url }) => new URL(url).hostname.replace('.example', '')).toSorted(),
      ],
    ),
  )

describe('stories', () => {
  test('a story goes on beyond the edition, into other sections, and no byte changes by itself', async () => {
    publisher.set('/sea', {
      body: rss('Sea', [item('first', -2, 'Ferry Aurelia sinks off Tromso with 140 people aboard')]),
    })
    publisher.set('/home', {
      body: rss('Home', [
        item('home', -1, 'Ferry Aurelia sinks near Tromso, 140 people aboard'),
        item('rates', -1, 'Central bank leaves rates unchanged'),
      ]),
    })
    const section = (path: string, title: string) =>
      `title: ${title}\nlanguage: en\nlimit: 1\nsources:\n  - url: ${publisher.url}/${path}\n    every: 15m\n`
    room.configure({
      'site.yaml': site(),
      'home.yaml': section('home', 'Home').replace('limit: 1', 'limit: 9'),
      'sea.yaml': section('sea', 'Sea'),
    })
    await room.warta('run', '--now', t0)
    // `home` is made first: it is linked back.
    expect(related('home')).toEqual({ home: ['first'], rates: [] })
    expect(related('sea')).toEqual({ first: ['home'] })

    const older = [item('first', -2, 'Ferry Aurelia sinks off Tromso with 140 people aboard')]
    const other = item('other', 25, 'Volcano erupts near Grindavik in Iceland')
    publisher.set('/sea', { body: rss('Sea', [other, ...older]) })
    await room.warta('run', '--now', at(26).toISOString())
    expect(related('sea')).toEqual({ other: [] })

    const second = item('second', 27, 'Ferry Aurelia off Tromso: 140 people aboard, all saved')
    publisher.set('/sea', { body: rss('Sea', [second, other, ...older]) })
    await room.warta('run', '--now', at(52).toISOString())
    expect(related('sea')).toEqual({ second: ['first', 'home'] })
    // Nothing came to `home` since.
    expect(related('home')).toEqual({ home: ['first', 'second'], rates: [] })

    const before = await room.published()
    await room.warta('run', '--now', at(300).toISOString())
    expect(await room.published()).toEqual(before)
  })

  test('of its own language an entry has five related at most, of each other one', async () => {
    const text = 'Rescuers in Norway search for 12 people near Tromso on Monday, Prime Minister Solberg said in Oslo.'
    const german =
      'Retter suchen in Norwegen am Montag bei Tromsø nach 12 Menschen, sagte Ministerpräsidentin Solberg in Oslo.'
    const reports = Array.from({ length: 8 }, (_, i) =>
      item(
        `en${i}`,
        -i,
        `Ferry Aurelia sinks off Tromso, report ${i} of ${i + 20}`,
        text.replace('12', String(i + 30)),
      ),
    )
    publisher.set('/en', { body: rss('English', reports) })
    publisher.set('/de', {
      body: rss(
        'Deutsch',
        [item('de', -1, 'Fähre Aurelia sinkt vor Tromsø, 30 Menschen vermisst', german.replace('12', '30'))],
        'de',
      ),
    })
    room.configure({
      'site.yaml': site(),
      'world.yaml': `title: World\nsources:\n  - ${publisher.url}/en\n  - ${publisher.url}/de\n`,
    })
    await room.warta('run', '--now', at(1).toISOString())
    const links = related('world')
    for (const [name, others] of Object.entries(links)) {
      expect(others).not.toContain(name)
      expect(others.filter((other) => other.startsWith('en')).length).toBeLessThanOrEqual(name === 'de' ? 1 : 5)
    }
    expect(links['de']).toHaveLength(1)
    expect(links[links['de']?.[0] ?? '']).toContain('de')
  })

  test('links across sections are told from both sides, whatever the sections are called', async () => {
    const told = [
      item(
        'dam',
        -1,
        'Dam at Kariba bursts, villages evacuated',
        'The Kariba dam on the Zambezi burst on Friday and 12,000 people were evacuated.',
      ),
      item(
        'flood',
        -1,
        'Thousands flee as Kariba dam breaks',
        'Thousands fled after the Kariba dam on the Zambezi burst on Friday; 12,000 were evacuated.',
      ),
    ]
    const [dam, flood] = told
    if (dam === undefined || flood === undefined) throw new Error('two reports')
    publisher.set('/dam', { body: rss('Dam', [dam]) })
    publisher.set('/flood', { body: rss('Flood', [flood]) })
    const section = (path: string) =>
      `title: ${path}\nlanguage: en\nsources:\n  - url: ${publisher.url}/${path}\n    every: 15m\n`
    room.configure({
      'site.yaml': site(),
      'a.yaml': section('dam'),
      'b.yaml': section('flood'),
      // The same, called the other way about.
      'c.yaml': section('flood'),
      'd.yaml': section('dam'),
    })
    await room.warta('run', '--now', at(1).toISOString())
    for (const slug of ['a', 'd']) expect(related(slug)).toEqual({ dam: ['flood'] })
    for (const slug of ['b', 'c']) expect(related(slug)).toEqual({ flood: ['dam'] })
    const before = await room.published()
    await room.warta('run', '--now', at(2).toISOString())
    expect(await room.published()).toEqual(before)
  })

  test('one source takes two places among the related at most', async () => {
    const title = 'Gotthard tunnel fire kills five truck drivers'
    const many = Array.from({ length: 8 }, (_, i) => item(`h${i}`, -2, `${title}: offer ${i} for the bereaved`))
    publisher.set('/h', { body: rss('Many', many) })
    publisher.set('/a', { body: rss('One', [item('a', -1, 'Tunnel fire near Gotthard kills five truck drivers')]) })
    room.configure({
      'site.yaml': site(),
      'world.yaml': `title: World\nbackfill: all\nsources:\n  - ${publisher.url}/h\n  - ${publisher.url}/a\n`,
    })
    await room.warta('run', '--now', at(1).toISOString())
    for (const [name, others] of Object.entries(related('world'))) {
      expect([name, others.filter((other) => other.startsWith('h')).length]).toEqual([name, 2])
    }
  })

  test('an entry that copies one piece and then another hides neither, and goes with what it says', async () => {
    const closes = {
      ...item('closes', -3, 'Antwerp harbour bridge to close for six weeks after cracks found'),
      text: 'The Antwerp harbour bridge closes on Monday for six weeks after inspectors found cracks in two girders, the port authority said. Lorries are diverted through the Kennedy tunnel.',
    }
    const falls = {
      ...item('falls', -1, 'Antwerp harbour bridge collapses hours before planned closure'),
      text: 'The Antwerp harbour bridge collapsed on Friday evening, hours before it was to be closed because of cracks. Three lorries fell into the Scheldt, and divers searched for their drivers.',
    }
    const copyOf = ({ title, text }: { readonly title: string; readonly text: string }, hours: number) => ({
      ...{ title, text, link: 'https://copier.example/1', guid: 'copier', date: at(hours) },
    })
    const others = [1, 2, 3].map((n) => item(`other${n}`, -20 - n, `Kestrel number ${n} ringed in Ely`))
    const publish = (honest: readonly Item[], third: readonly Item[], copy: Item) => {
      publisher.set('/honest', { body: rss('Honest', [...honest]) })
      publisher.set('/third', { body: rss('Third', [...third, item('quiet', -30, 'Tram line to the airport opens')]) })
      publisher.set('/copier', { body: rss('Copier', [copy, ...others]) })
    }
    const stories = () => {
      const { items } = JSON.parse(room.read('w/feed.json'))
      const named = (url: string) => new URL(url).hostname.replace('.example', '')
      return items
        .map((one: { url: string; _warta: { also: { url: string }[] } }) =>
          [one.url, ...one._warta.also.map(({ url }) => url)].map(named).join(' and '),
        )
        .filter((story: string) => /closes|falls|copier/.test(story))
        .toSorted()
    }
    const sources = ['honest', 'third', 'copier'].map((name) => `  - url: ${publisher.url}/${name}\n    every: 15m\n`)
    room.configure({
      'site.yaml': site(),
      'w.yaml': `title: W\nlanguage: en\nbackfill: all\nsources:\n${sources.join('')}`,
    })
    publish([closes], [], copyOf(closes, -1))
    await room.warta('run', '--now', t0)
    expect(stories()).toEqual(['closes and copier'])
    // It turns in the poll in which another source brings the other piece.
    publish([closes], [falls], copyOf(falls, -1))
    await room.warta('run', '--now', at(2).toISOString())
    expect(stories()).toEqual(['closes', 'falls and copier'])
    publish([closes], [falls], copyOf(closes, -1))
    await room.warta('run', '--now', at(4).toISOString())
    expect(stories()).toEqual(['closes and copier', 'falls'])
  })

  test('an entry that became another piece is linked no more, nor what it became a copy of', async () => {
    const flood = item(
      'flood',
      -1,
      'Kotor reservoir overflows after a night of rain',
      'Water ran through the old town.',
    )
    publisher.set('/a', {
      body: rss('One', [
        item('fire', -1, 'Gotthard tunnel fire kills five truck drivers', 'Five drivers died.'),
        flood,
      ]),
    })
    const told = [
      'Tunnel fire near Gotthard kills five truck drivers',
      'Gotthard tunnel fire: five truck drivers killed',
    ]
    const send = (titles: readonly string[], text: string) => {
      const entries = titles.map((title, i) => item(`x${i}`, -1, title, title === flood.title ? flood.text : text))
      publisher.set('/x', { body: rss('Many', entries) })
    }
    send(told, 'Five drivers of trucks are dead.')
    room.configure({
      'site.yaml': site(),
      'world.yaml': `title: World\nbackfill: all\nsources:\n  - ${publisher.url}/a\n  - ${publisher.url}/x\n`,
    })
    await room.warta('run', '--now', at(1).toISOString())
    expect(related('world')).toMatchObject({ fire: ['x0', 'x1'], flood: [] })

    send(
      ['Casino bonus of two hundred free spins', flood.title],
      'Play tonight and win a holiday by the sea for nothing.',
    )
    for (const hours of [3, 5]) {
      await room.warta('run', '--now', at(hours).toISOString())
      expect(related('world')).toEqual({ fire: [], flood: [], x0: [] })
    }
  })

  test('two languages that no source declares are found out by their texts', async () => {
    const english =
      'Rescuers in Norway search for 12 people near Tromso on Monday, Prime Minister Solberg said in Oslo.'
    const german =
      'Retter suchen in Norwegen am Montag bei Tromsø nach 12 Menschen, sagte Ministerpräsidentin Solberg in Oslo.'
    const feed = (one: Item) => ({ body: rss('Feed', [one], '') })
    publisher.set('/en', feed(item('en', -1, 'Ferry Aurelia sinks off Tromso, 12 people missing', english)))
    publisher.set('/de', feed(item('de', -1, 'Fähre Aurelia sinkt vor Tromsø, 12 Menschen vermisst', german)))
    room.configure({
      'site.yaml': site(),
      'world.yaml': `title: World\nsources:\n  - ${publisher.url}/en\n  - ${publisher.url}/de\n`,
    })
    await room.warta('run', '--now', at(1).toISOString())
    expect(related('world')).toEqual({ en: ['de'], de: ['en'] })
  })
})
