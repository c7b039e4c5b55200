import { expect, test } from 'vitest'
import type { Entry, EntryDraft, Known } from '../model/entry.ts'
import { believedTitles, underKnownTitles } from './titles.ts'

type Named = Pick<EntryDraft, 'title' | 'titleIs' | 'listedTitle'>

const draft = (key: string, title: string, titleIs?: EntryDraft['titleIs']): EntryDraft =>
  ({ key, title, ...(titleIs && { titleIs }), language: 'en', enclosures: [], body: {} }) as unknown as EntryDraft
const known = (entries: Readonly<Record<string, Named>>): ReadonlyMap<string, Known> =>
  new Map(Object.entries(entries).map(([key, named]) => [key, { key, entry: { key, ...named } as unknown as Entry }]))
const named = ({ title, titleIs, listedTitle }: EntryDraft): Named => ({
  title,
  ...(titleIs && { titleIs }),
  ...(listedTitle !== undefined && { listedTitle }),
})
const believed = (drafts: readonly EntryDraft[], entries: ReadonlyMap<string, Known>, isChosen = false) => {
  const { drafts: titled, said } = believedTitles(drafts, entries, isChosen)
  return { titles: titled.map(named), said }
}

const four = { a: 'Harbour opens again', b: 'Bridge closes early', c: 'Mayor resigns', d: 'Library burns down' }
const fourKnown = known(Object.fromEntries(Object.entries(four).map(([key, title]) => [key, { title }])))

test('an unsure title does not take the place of a sure one, whether it says that and more, its beginning, or nothing of it', () => {
  const drafts = [
    draft('a', 'Town Harbour opens again In short: it does', 'unsure'),
    draft('b', 'Bridge closes …', 'unsure'),
    draft('c', '12 comments', 'unsure'),
    draft('d', 'More', 'missing'),
  ]
  const { titles, said } = believed(drafts, fourKnown)
  expect(titles).toEqual(Object.values(four).map((title) => ({ title })))
  expect(said).toEqual(['no title: 1 entries say “More” in its place'])
})

test('a sure title is believed, and so is an unsure one where no surer is known', () => {
  const entries = known({ a: { title: 'Harbour opens again' }, b: { title: 'Bridge', titleIs: 'unsure' } })
  const drafts = [draft('a', 'Harbour opens at last'), draft('b', 'The bridge', 'unsure'), draft('c', 'New', 'unsure')]
  expect(believed(drafts, entries)).toEqual({
    titles: [
      { title: 'Harbour opens at last' },
      { title: 'The bridge', titleIs: 'unsure' },
      { title: 'New', titleIs: 'unsure' },
    ],
    said: [],
  })
})

test('a list that says the same as when the article was read changes nothing; one that says its headline edited lets the article decide', () => {
  const entry = { title: 'Harbour opens again', listedTitle: 'Town Harbour opens again In short: it does' }
  const entries = known({ a: entry })
  expect(believed([draft('a', entry.listedTitle, 'unsure')], entries).titles).toEqual([entry])
  expect(believed([draft('a', 'Town Harbour opens at last In short: it does', 'unsure')], entries).titles).toEqual([
    { title: 'Town Harbour opens at last In short: it does', titleIs: 'unsure' },
  ])
  // What was never of an article is no headline to be edited.
  const sure = known({ a: { title: 'Harbour opens again' } })
  expect(believed([draft('a', 'Town Harbour opens at last', 'unsure')], sure).titles).toEqual([
    { title: 'Harbour opens again' },
  ])
})

test('where nearly all known entries are called otherwise at once, by nothing that is sure, new ones have no title', () => {
  const drafts = [...'abcde'].map((key, n) => draft(key, `${n + 3} comments`, 'unsure'))
  const { titles, said } = believed(drafts, fourKnown)
  expect(titles.at(-1)).toEqual({ title: '7 comments', titleIs: 'missing' })
  expect(titles.slice(0, 4)).toEqual(Object.values(four).map((title) => ({ title })))
  expect(said).toEqual(['no title: 5 entries say “3 comments” in its place'])
})

test('and by what would be sure, their articles decide, unless the operator says where the titles are', () => {
  const drafts = [...'abcd'].map((key, n) => draft(key, `Somebody said thing ${n} of them`))
  expect(believed(drafts, fourKnown).titles.map(({ titleIs }) => titleIs)).toEqual(Array(4).fill('unsure'))
  expect(believed(drafts, fourKnown, true).titles.map(({ titleIs }) => titleIs)).toEqual(Array(4).fill(undefined))
  const about = [...'abcd'].map((key) =>
    draft(key, `It was the ${four[key as 'a'].split(' ')[0]} that all had waited for`),
  )
  expect(believed(about, fourKnown).titles.map(({ titleIs }) => titleIs)).toEqual(Array(4).fill('unsure'))
  expect(believed(drafts.slice(0, 2), fourKnown).titles.map(({ titleIs }) => titleIs)).toEqual([undefined, undefined])
})

test('what is found to be known only by its links keeps its title, and is told of where a list says others', () => {
  const drafts = [...'abcd'].map((key) => draft(key, `IMG_20${key}`, 'unsure'))
  const { drafts: titled, said } = underKnownTitles(drafts, fourKnown)
  expect(titled.map(named)).toEqual(Object.values(four).map((title) => ({ title })))
  expect(said).toEqual(['no title: 4 entries say “IMG_20a” in its place'])
  expect(underKnownTitles(drafts.slice(0, 2), fourKnown).said).toEqual([])
})
