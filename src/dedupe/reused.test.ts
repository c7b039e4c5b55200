import { describe, expect, test } from 'vitest'
import type { Entry, EntryDraft } from '../model/entry.ts'
import { areReusedBySight, isReused, mayBeReused, reusedAliases } from './reused.ts'

const HOUR = 3_600_000
const t0 = Date.UTC(2026, 4, 4, 9)

type Made = {
  title: string
  text?: string
  at?: number
  urlKey?: string
  key?: string
  language?: string
  guid?: string
}
const fields = ({ title, text = '', at, urlKey, key = 'slot1', language = 'en', guid }: Made) => ({
  key,
  title,
  language,
  fingerprint: `${title} ${text} ${urlKey}`,
  ...(urlKey === undefined ? {} : { urlKey }),
  ...(guid === undefined ? {} : { guid }),
  ...(at === undefined
    ? {}
    : { published: { at: t0 + at * HOUR, confidence: 'high' as const, from: 'feed' as const } }),
})
const draft = (made: Made) => ({ draft: fields(made) as EntryDraft, text: made.text ?? '' })
const stored = (made: Made) => ({ entry: { ...fields(made), firstSeen: t0 } as Entry, text: made.text ?? '' })
/** @param seen hours after the first sight of the one before */
const isAnother = (before: Made, now: Made, seen?: number): boolean => {
  const [one, other] = [draft(now), stored(before)]
  const at = seen === undefined ? undefined : t0 + seen * HOUR
  return mayBeReused(one.draft, other.entry, at) && isReused(one, other, at)
}

const tram = {
  title: 'Tram derails in Linz, three hurt',
  text: 'A tram left the rails at the main station of Linz; three people were taken to hospital, the police said.',
  urlKey: 'r.example/linz',
  at: 0,
}
const forest = {
  title: 'Court stops felling in Polish forest',
  text: 'Judges in Warsaw ordered the state forests to stop, the ministry said; two species of owl nest there.',
  urlKey: 'r.example/forest',
  at: 24,
}

const unlinked = ({ urlKey: _, ...made }: Made): Made => made
const undated = ({ at: _, ...made }: Made): Made => made

describe('a guid or link that is known', () => {
  test.each<[string, Made, Made]>([
    ['of a place in a list', tram, forest],
    ['of a place in a list, within the hour', tram, { ...forest, at: 0.5 }],
    ['of a page of the day', tram, { ...forest, urlKey: tram.urlKey }],
    [
      'of a few words',
      { ...tram, text: 'A tram left.' },
      { ...forest, text: 'Judges in Warsaw.', urlKey: tram.urlKey },
    ],
    ['of headlines alone', { ...tram, text: '' }, { ...forest, text: '' }],
    ['of headlines alone, hours later', { ...tram, text: '' }, { ...forest, text: '', at: 3 }],
    ['without any link, hours later', unlinked(tram), { ...unlinked(forest), at: 3 }],
    [
      'without any link or text, hours later',
      unlinked({ ...tram, text: '' }),
      { ...unlinked(forest), text: '', at: 3 },
    ],
    ['with the front page for a link', { ...tram, urlKey: 'r.example' }, { ...forest, urlKey: 'r.example', at: 3 }],
    [
      'of a column under its title, without guid, a day later',
      { ...tram, title: 'Thought of the day' },
      { ...forest, title: 'Thought of the day', urlKey: tram.urlKey },
    ],
    [
      'under a formula of a headline',
      { ...tram, title: 'Man jailed after crash in Trier' },
      { ...forest, title: 'Man dies after crash in Goslar' },
    ],
    [
      'in Chinese',
      {
        title: '林茨電車出軌三人受傷',
        text: '一列電車在林茨主車站出軌，三人送醫，警方表示原因不明。',
        at: 0,
        urlKey: 'z.example/1',
      },
      {
        title: '波蘭法院叫停砍伐森林',
        text: '華沙法官命令國有林場停工，那裡有兩種貓頭鷹築巢。',
        at: 24,
        urlKey: 'z.example/2',
      },
    ],
  ])('names another piece: %s', (_, before, now) => {
    expect(isAnother(before, now)).toBe(true)
  })

  test.each<[string, Made, Made]>([
    [
      'a corrected headline and link',
      tram,
      { ...tram, title: 'Tram derails in Linz, five hurt', urlKey: 'r.example/five' },
    ],
    [
      'another headline, link and day over what speaks of the same',
      tram,
      {
        title: 'Driver of derailed carriage suspended',
        text: 'The driver of the tram that left the rails at the main station of Linz was suspended, the police said.',
        urlKey: 'r.example/driver',
        at: 30,
      },
    ],
    ['another headline, text and link under one date', tram, { ...forest, at: 0 }],
    ['another headline and text at one page within the day', tram, { ...forest, urlKey: tram.urlKey, at: 6 }],
    ['another headline and text without dates at one page', undated(tram), { ...undated(forest), urlKey: tram.urlKey }],
    [
      'the forecast under its title and guid',
      { ...tram, title: 'Weather today', guid: 'weather' },
      { ...forest, title: 'Weather today', guid: 'weather' },
    ],
    [
      'a column under its title within the day',
      { ...tram, title: 'Thought of the day' },
      { ...forest, title: 'Thought of the day', urlKey: tram.urlKey, at: 9 },
    ],
    ['another headline and text without link within the hour', unlinked(tram), { ...unlinked(forest), at: 0.5 }],
    [
      'an alert without link that became a report',
      { title: 'Explosion heard in Antwerp', text: 'Residents of Antwerp report a loud bang. More soon.', at: 0 },
      {
        title: 'Gas blast in flat kills woman, 70',
        text: 'A woman of 70 died when gas exploded in a flat in the Berchem district of Antwerp on Friday, firefighters said. Four neighbours are in hospital.',
        at: 2,
      },
    ],
    [
      'a headline without text that got another, and another link',
      { title: 'Explosion heard in Antwerp', at: 0, urlKey: 'r.example/explosion' },
      { title: 'Gas blast in Antwerp kills woman', at: 2, urlKey: 'r.example/gas' },
    ],
    [
      'a headline that got a text',
      { title: 'King abdicates in Norway', at: 0, urlKey: 'r.example/king' },
      { title: 'Haakon takes the throne', text: 'The palace said so on Friday.', at: 2, urlKey: 'r.example/haakon' },
    ],
    ['headlines of one page', { ...tram, text: '' }, { ...forest, text: '', urlKey: tram.urlKey }],
    [
      'a ticker that goes on',
      { title: 'Storm Ciara hits Wales', text: 'Gales of 90 mph cut power in Wales.', at: 0, urlKey: 'r.example/live' },
      {
        title: 'Rivers rise behind Ciara',
        text: 'Rivers stayed high in Wales as Ciara left.',
        at: 20,
        urlKey: 'r.example/live',
      },
    ],
  ])('stays that of the piece: %s', (_, before, now) => {
    expect(isAnother(before, now)).toBe(false)
  })
})

test('without dates one page shows its next piece most of a day after the first was seen', () => {
  const page = { urlKey: 'r.example/briefing' }
  const [before, now] = [undated({ ...tram, ...page }), undated({ ...forest, ...page })]
  expect([9, 20].map((hours) => isAnother(before, now, hours))).toEqual([false, true])
  expect(isAnother({ ...before, guid: 'briefing' }, { ...now, guid: 'briefing' }, 20)).toBe(true)
  const column = { title: 'Thought of the day' }
  expect(isAnother({ ...before, ...column }, { ...now, ...column }, 20)).toBe(true)
  // What is edited, has no text, no address of its own nor a guid, or a date.
  expect(
    isAnother(before, { ...before, title: 'Driver of tram suspended', text: `${tram.text} He was tired.` }, 20),
  ).toBe(false)
  expect(isAnother({ ...before, text: '' }, { ...now, text: '' }, 20)).toBe(false)
  const front = { urlKey: 'r.example' }
  expect(isAnother({ ...before, ...front }, { ...now, ...front }, 20)).toBe(false)
  const named = { ...front, guid: 'https://r.example/' }
  expect([9, 20].map((hours) => isAnother({ ...before, ...named }, { ...now, ...named }, hours))).toEqual([false, true])
  expect(isAnother({ ...before, at: 0 }, { ...now, at: 0 }, 20)).toBe(false)
})

test('without dates a document in which most is said otherwise at once, and not only a few, is the same told otherwise', () => {
  const is = (reused: number, known: number) => areReusedBySight({ reused, known })
  expect([is(1, 1), is(3, 3), is(5, 20), is(11, 20), is(4, 4)]).toEqual([true, true, true, false, false])
})

test.each(['https://r.example/?p=48213', 'tag:r.example,2026:post-90817', '5f0c2b1e-77aa-4c0d-9e01-3b8f2ad1c6e4'])(
  'within the day a guid that names one piece is believed, whatever is said under it: %s',
  (guid) => {
    const later = { ...forest, guid, at: 3 }
    expect(isAnother({ ...tram, guid }, later)).toBe(false)
    expect(isAnother({ ...tram, guid }, { ...later, at: 24 })).toBe(true)
    expect(isAnother({ ...tram, guid: 'slot-2026-05-04' }, { ...later, guid: 'slot-2026-05-04' })).toBe(true)
  },
)

test('a piece that moved down a list is known by title and date, one that was not there by a key of its own', () => {
  const drafts = [forest, { ...tram, key: 'slot2' }].map((made) => draft(made).draft)
  const before = [stored(tram).entry, stored({ ...tram, key: 'slot3', at: 9 }).entry]
  const found = reusedAliases(drafts, before)
  expect(found['slot2']).toBe('slot1')
  expect(['slot1', 'slot2', 'slot3']).not.toContain(found['slot1'])
  expect(reusedAliases(drafts.slice(0, 1), [])).toEqual({ slot1: found['slot1'] })
})

describe('under one title and link, without guid, a day later', () => {
  test.each([
    ['en', 'Funeral notices', 'HOLT, Agnes, of Whitby, aged 91.', 'PRICE, Owen, of Tenby, aged 84.'],
    ['de', 'Todesanzeigen', 'Karl Brenner aus Celle, 82 Jahre.', 'Ilse Wegner aus Stade, 90 Jahre.'],
    ['en', 'Word of the day', 'Laconic: using few words.', 'Verdant: green with plants.'],
    ['fr', 'Le mot du jour', 'Flâner : marcher sans but.', 'Bouquiner : lire par plaisir.'],
    [
      'pl',
      'Wyniki trzeciej ligi',
      'Wisła 2 Pogoń 1, Stal 0 Orkan 0',
      'Gryf 1 Sokół 1, Bałtyk 3 Polonia 0, Flota 2 Kotwica 2',
    ],
    ['ja', '今日の一語', '凪：風がやんで海が静かなこと。', '木漏れ日：葉の間から差す光。'],
  ])('%s: another issue of %s is another piece', (language, title, text, next) => {
    const before = { title, text, language, at: 0, urlKey: 'r.example/daily' }
    expect(isAnother(before, { ...before, text: next, at: 24 })).toBe(true)
    expect(isAnother(before, { ...before, text: next, at: 6 })).toBe(false)
  })

  test.each([
    ['of whom it spoke', 'Ferry aground off Oban', 'Ferry aground, 90 aboard.', 'Ferry refloated, all safe.'],
    [
      'with a name that both have',
      'Cup draw',
      'Leeds at home to Hull, Ely away.',
      'Ely win, then Leeds travel to Bath.',
    ],
    ['a word or two', 'Road status', 'A9 closed.', 'Clear again.'],
  ])('is an edit: %s', (_what, title, text, next) => {
    const before = { title, text, at: 0, urlKey: 'r.example/daily' }
    expect(isAnother(before, { ...before, text: next, at: 24 })).toBe(false)
  })
})
