import { describe, expect, test } from 'vitest'
import { changeOf, type Version } from './substance.ts'

const text =
  'Three people were hurt when a tram left the rails in Linz on Monday, the police said. Traffic was stopped for hours.'
const version = (more: Partial<Version> = {}): Version => ({
  title: 'Tram derails in Linz',
  text,
  url: 'https://x.example/1',
  files: [],
  ...more,
})

describe('nothing changed', () => {
  test.each([
    ['counts of readers', `${text} 1,204 views`, `${text} 1,377 views`],
    ['counts of readers in Indonesian', `Dibaca: 120 ${text}`, `Dibaca: 311 ${text}`],
    ['comments', `${text} (12 comments)`, `${text} (40 comments)`],
    ['age', `5 minutes ago ${text}`, `2 hours ago ${text}`],
    ['a stamp of the page', `${text} Last updated: 12 June 2024, 10:15`, `${text} Last updated: 12 June 2024, 11:45`],
    ['a link to the whole piece', text, `${text} Read more…`],
    ['a blog’s line', text, `${text} The post Tram derails in Linz appeared first on Linz News.`],
    ['white space', text, text.replaceAll(' ', '  ')],
  ])('%s', (_, before, after) => {
    expect(changeOf(version({ text: before }), version({ text: after }))).toBe('none')
  })
})

test('a title that is only the beginning of the text runs on with its counters', () => {
  const untitled = (views: string) => ({
    title: `${views} views Three people were hurt…`,
    text: `${views} views ${text}`,
    files: [],
  })
  expect(changeOf(untitled('120'), untitled('3,400'))).toBe('none')
  const other = { ...untitled('120'), text: `120 views ${text.replace('hurt', 'killed')}` }
  expect(changeOf(untitled('120'), { ...other, title: '120 views Three people were killed…' })).toBe('substance')
})

describe('a slip was mended', () => {
  test.each([
    ['spelling', text.replace('police', 'poilce'), text],
    ['punctuation and capitals', text, text.replace(', the police', ' – the Police')],
    ['two words in a long text', text, text.replace('the police said', 'the police have said')],
  ])('%s', (_, before, after) => {
    expect(changeOf(version({ text: before }), version({ text: after }))).toBe('trivial')
  })

  test('a count of remarks stands behind the title', () => {
    expect(changeOf(version(), version({ title: 'Tram derails in Linz (12 comments)' }))).toBe('trivial')
    expect(changeOf(version(), version({ title: 'Tram derails in Linz (12 hurt)' }))).toBe('substance')
  })

  test('the link moved', () => {
    expect(changeOf(version(), version({ url: 'https://y.example/1' }))).toBe('trivial')
  })
})

describe('it says something else', () => {
  test.each([
    ['a figure in the text', text.replace('Three', '3'), text.replace('Three', '13')],
    ['a negation', text, text.replace('were hurt', 'were not hurt')],
    ['a sentence more', text, `${text} A driver was arrested at the scene.`],
  ])('%s', (_, before, after) => {
    expect(changeOf(version({ text: before }), version({ text: after }))).toBe('substance')
  })

  test.each([
    ['Tram derails in Linz', 'Tram derails in Graz'],
    ['Tram kills 687', 'Tram kills 1,354'],
    ['Tram derails in Linz', 'Tram derails in Linz, three hurt'],
  ])('a title: %s → %s', (before, after) => {
    expect(changeOf(version({ title: before }), version({ title: after }))).toBe('substance')
  })

  test('another file', () => {
    expect(changeOf(version({ files: ['x.example/a.mp3'] }), version({ files: ['x.example/b.mp3'] }))).toBe('substance')
  })
})
