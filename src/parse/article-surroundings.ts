import type { FeedPerson } from '../model/feed.ts'
import {
  afterLabel,
  afterLead,
  biographyOf,
  cleanAuthors,
  isChineseName,
  isNewsroom,
  isPersonsName,
  isPost,
  isWholeName,
  namesOtherRoles,
  saysOtherRole,
  nameBeforePost,
  looksLikeName,
  namesKoreans,
  reporterIn,
  withColons,
} from './article-author.ts'
import { isAgencyName, isCity } from './article-byline-words.ts'
import { isListHeading, readingTime } from './article-boilerplate.ts'
import { foldText, plainText } from './article-text.ts'
import { findPageDate, namesWeekday, type PageDateOptions, saysPublished, saysUpdated } from './page-date.ts'
import { closestThat, isText, type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { isInline, type Line, linesOf, linesOfPage } from './page-lines.ts'

/** How many lines before and after the heading may speak of the article: bylines stand close to titles. */
const linesBefore = 8
const linesAfter = 16

/** What a reader sees around the article's heading: the lines where dates, authors and sections are written. */
export type Surroundings = {
  readonly before: readonly Line[]
  readonly after: readonly Line[]
  readonly heading?: PageElement | undefined
}

/**
 * The lines around `heading`, up to the next list of other articles and without what people wrote below (`messages`); without a
 * heading, the first of the page.
 */
export function surroundingsOf(
  document: PageDocument,
  heading: PageElement | undefined,
  messages: readonly PageElement[] = [],
): Surroundings {
  const lines = linesOfPage(document, 4000)
  const at =
    heading === undefined ? -1 : lines.findIndex(({ element }) => heading === element || heading.contains(element))
  if (at < 0) return { before: [], after: upToList(lines.slice(0, linesAfter * 2)).map(withoutReadingTime) }
  let next = at
  while (next < lines.length && heading?.contains(lines[next]?.element ?? document.body)) next++
  return {
    heading,
    before: lines
      .slice(Math.max(0, at - linesBefore), at)
      .reverse()
      .filter(isAbout)
      .map(withoutReadingTime),
    after: withFootAbove(upToList(lines.slice(next, next + linesAfter)), heading)
      .filter(({ element }) => !messages.some((message) => message.contains(element)))
      .map(withoutReadingTime),
  }
}

/** How long a text takes stands beside its author and date, and is neither. */
function withoutReadingTime(line: Line): Line {
  if (line.text.length > 200 || !/\p{Nd}/u.test(line.text)) return line
  const text = line.text.replace(readingTime, ' ').trim()
  return text === '' || text.length === line.text.length ? line : { ...line, text }
}

function upToList(lines: readonly Line[]): readonly Line[] {
  const end = lines.findIndex(({ text }) => isListHeading(text) && !/^(?:share|bagikan|tags?|topi)/i.test(text))
  return end < 0 ? lines : lines.slice(0, end)
}

/** Characters of a line of prose. */
const prose = 80

/** The lines that are about the article: also those in its own foot, which some systems put over its text. */
function withFootAbove(lines: readonly Line[], heading: PageElement | undefined): readonly Line[] {
  const text = lines.findIndex((line) => line.text.length >= prose && isAbout(line))
  return lines.filter((line, at) => {
    const box = closestThat(line.element, isBeside)
    return box === null || (at < text && isFootOf(box, heading))
  })
}

function isAbout({ element }: Line): boolean {
  return closestThat(element, isBeside) === null
}

/** Whether an element holds what stands beside the article: menus, other articles, comments. */
export function isBeside({ localName, className }: PageElement): boolean {
  return localName === 'nav' || localName === 'footer' || localName === 'aside' || /related|comment/i.test(className)
}

/** The foot of the article itself may name who wrote it. */
function isFootOf(box: PageElement, heading: PageElement | undefined): boolean {
  return box.localName === 'footer' && heading !== undefined && box.closest('article')?.contains(heading) === true
}

/** The byline near the heading: an element named for it, or a line that begins as bylines do. */
export function findAuthorsAround(
  document: PageDocument,
  surroundings: Surroundings,
  options: PageDateOptions,
  siteNames: ReadonlySet<string>,
): readonly FeedPerson[] {
  const lines = [...surroundings.after, ...surroundings.before].filter(({ text }) => text.length <= 160)
  const named = namedAuthors(lines, options)
  if (named.length > 0) return named
  for (const { text, element } of lines) {
    for (const part of [...partsWithoutDate(text, options), ...piecesOf(element, text)]) {
      const authors = people(afterLead(part, options.language))
      // `By <b>Ada Finch</b> Education reporter`
      const isAll = afterLead(text, options.language) !== undefined && !namesOtherRoles(text)
      const apart = authors.length > 0 && isAll ? namesApart(element) : []
      if (authors.length > 0) return apart.length >= authors.length ? apart : authors
    }
  }
  const below = belowLabel(surroundings.after, options)
  if (below.length > 0) return below
  const posted = lines.flatMap(({ text, element }) =>
    element.closest('h1, h2, h3, h4') === null && !isAllLinked(element, text) ? (nameBeforePost(text) ?? []) : [],
  )[0]
  if (posted !== undefined) return people(posted)
  const titled = beforePost(surroundings.after)
  if (titled.length > 0) return titled
  const profiled = profilesUnder(document, surroundings)
  if (profiled.length > 0) return profiled
  const placed = lines.map(({ text }) => besideSite(text, options, siteNames)).find((found) => found.length > 0)
  if (placed !== undefined) return placed
  const alone = besideDate(document, surroundings, options)
  if (alone.length > 0) return alone
  const labelled = labelledAuthors(document)
  if (labelled.length > 0) return labelled
  const led = cleanAuthors(lines.flatMap(({ element }) => linksIn(element)))
  if (led.length > 0) return led
  for (const selector of [
    'a[rel~="author" i]',
    '[class*="author-name" i], [class*="authorname" i], [class*="author_name" i], [class*="byline-name" i]',
    '.penulis, .reporter, .reporters, .byline, .author, .authors, .writer, .writers, .autor, .autora, .autore, .autores, .auteur, .auteurs, .firma, .yazar, .muhabir, .szerzo',
  ]) {
    const names: string[] = []
    for (const element of document.querySelectorAll(selector)) {
      if (closestThat(element, (box) => isBeside(box) && !isFootOf(box, surroundings.heading)) !== null) continue
      const text = withoutOffice(plainText(visibleText(element, 200)), element)
      if (text !== '' && text.length <= 100 && !names.includes(text)) names.push(text)
      if (names.length >= 4) break
    }
    // Many different names are a list of other articles' authors.
    const authors =
      names.length > 0 && names.length < 4
        ? people(names.flatMap((name) => partsWithoutDate(name, options).slice(0, 1)).join('; '))
        : []
    if (authors.length > 0) return authors
  }
  return signedBelow(document, surroundings.heading)
}

/** Whether a line leads elsewhere as a whole, and not by a name in it. */
function isAllLinked(element: PageElement, text: string): boolean {
  const link = element.closest('a')
  return link !== null && plainText(visibleText(link, 200)) === text
}

/** Lines behind the last paragraph of an article among which it may be signed. */
const linesBelow = 3

/**
 * Who signs right below the article's text, in bold or italics, or is told of there: `Ada Finch is a freelance journalist …`, in italics or in
 * a box that is called for authors. Nobody of whom the text tells too.
 */
function signedBelow(document: PageDocument, heading: PageElement | undefined): readonly FeedPerson[] {
  const box = heading?.closest('article, main, [role="main"]') ?? document.body
  const lines = linesOf(box, 1500).filter(isAbout)
  const isToldApart = ({ element }: Line) =>
    closestThat(element, (part) => /^(?:em|i)$/.test(part.localName) || isCalledBiography(part)) !== null
  const told = lines.findLastIndex((line) => biographyOf(line.text) !== undefined && isToldApart(line))
  const last = lines.findLastIndex(({ text }, at) => at !== told && text.length >= prose)
  if (last < 0) return []
  const signs = lines.slice(last + 1, last + 1 + linesBelow).find(({ text, element }) => {
    const line = plainText(visibleText(element, 100))
    return isPersonsName(text) && line === text && closestThat(element, isSet) !== null
  })
  const name = told > last - 1 ? biographyOf(lines[told]?.text ?? '') : signs?.text
  if (name === undefined) return []
  return lines.slice(0, last).some(({ text }) => text.includes(name)) ? [] : people(name)
}

/** Set apart as signatures are. */
function isSet({ localName }: PageElement): boolean {
  return /^(?:strong|b|em|i)$/.test(localName)
}

function isCalledBiography(box: PageElement): boolean {
  return isCalledAuthor(box) || /(?:^|[\s_-])bio(?:graphy)?(?:$|[\s_-])/i.test(`${box.className} ${box.id}`)
}

/** A whole name on the line below one that says nothing but "by" or "author": `<dt>Author</dt><dd>Ada Finch</dd>`. */
function belowLabel(lines: readonly Line[], { language }: PageDateOptions): readonly FeedPerson[] {
  for (const [at, { text }] of lines.entries()) {
    const next = lines[at + 1]?.text ?? ''
    const label = text.replace(/\s*[:：]$/u, '')
    if (text.length > longestLabel || next.length > 60 || !isWholeName(next)) continue
    const said = afterLead(`${label}: ${next}`, language) ?? afterLead(`${label} ${next}`, language)
    if (said === next) return people(next)
  }
  return []
}

const longestLabel = 15

/** A whole name on a line of its own under the heading, above one that says nothing but a post: `Ada Finch`, `Chief Reporter`. */
function beforePost(after: readonly Line[]): readonly FeedPerson[] {
  const at = after
    .slice(0, nearest)
    .findIndex(({ text }, line) => isPersonsName(text) && isPost(after[line + 1]?.text ?? ''))
  return people(after[at]?.text)
}

/**
 * The names in a line under the heading of nothing but links and agencies, where all lead to one folder: people's own pages, whatever it is
 * called. People that are told of stand there too, as topics; these are named again.
 */
function profilesUnder(document: PageDocument, { after, heading }: Surroundings): readonly FeedPerson[] {
  if (heading === undefined) return []
  for (const { text, element } of after.slice(0, nearest)) {
    const box = element.localName === 'a' ? element.parentElement : element
    if (box === null || text.length > 160) continue
    const links = [...box.querySelectorAll('a[href]')].slice(0, 6)
    const names = links.map((link) => plainText(visibleText(link, 100)))
    const folders = new Set(links.map((link) => (link.getAttribute('href') ?? '').replace(/[^/]*\/?$/, '')))
    const rest = names.reduce((left, name) => left.replace(name, ''), plainText(visibleText(box, 200)))
    const others = rest.split(/[,;|/&\s]+/u).filter((part) => part !== '')
    if (names.length === 0 || folders.size !== 1 || !names.every(isPersonsName)) continue
    if (!others.every((part) => isAgencyName(part) || /^(?:and|und|et|y|e|i|a|og|och|en|ja|és|и|ve)$/u.test(part)))
      continue
    const isSaidAgain = (name: string) =>
      linesOfPage(document, 1500).filter((line) => line.text.includes(name)).length > 1
    if (!names.some(isSaidAgain)) return cleanAuthors(names.map((name) => ({ name })))
  }
  return []
}

/** What the elements say one by one that a line is made of: `<span>24 Nov 2026</span><span>كتب أحمد حسن</span>`. */
function piecesOf(element: PageElement, text: string): readonly string[] {
  let first = element
  while (first.parentElement !== null && isInline(first)) {
    if (!isInline(first.parentElement)) break
    first = first.parentElement
  }
  if (text.length > 200 || !isInline(first)) return []
  const pieces: string[] = []
  for (let part: PageElement | null = first; part !== null && isInline(part); part = part.nextElementSibling) {
    const piece = plainText(visibleText(part, 120))
    if (piece !== '' && text.includes(piece)) pieces.push(piece)
    if (pieces.length >= 10) break
  }
  return pieces.length > 1 ? pieces : []
}

/** Names out of text, of which anything may be made: only what can be a name is one. */
function people(byline: string | undefined): readonly FeedPerson[] {
  return byline === undefined ? [] : cleanAuthors([{ name: byline }]).filter(({ name }) => looksLikeName(name ?? ''))
}

/** `Siti Rahma – Kabar Selat – Senin, 9 Maret 2026`, `中時新聞網 陳小明`: who stands beside the site's own name, and a date or nothing. */
function besideSite(text: string, options: PageDateOptions, siteNames: ReadonlySet<string>): readonly FeedPerson[] {
  const isSite = (part: string) => siteNames.has(foldText(part))
  const parts = text.split(/\s+[-–—|•·/]\s+|\s*[|•·]\s*|,\s+/u).map((part) => part.trim())
  const [, site = '', chinese = ''] = /^(\S{2,20})\s+(\p{Script=Han}{2,4})$/u.exec(text) ?? []
  if (isSite(site) && isChineseName(chinese)) return people(chinese)
  const others = parts.filter(
    (part) => !isSite(part) && findPageDate(part, options) === undefined && !/\p{Nd}/u.test(part),
  )
  const [name = ''] = others
  return others.length === 1 && isPersonsName(name) && parts.some(isSite) ? people(name) : []
}

/** Lines under the heading among which a name without a label is looked for. */
const nearest = 4

/**
 * Whole names, with a post or an agency behind them or none, on a line of their own under the heading beside that of the
 * date: where nothing else on the page says them, for sections, places and persons that are told of are said again.
 */
function besideDate(
  document: PageDocument,
  { after, heading }: Surroundings,
  options: PageDateOptions,
): readonly FeedPerson[] {
  if (heading === undefined) return []
  const isDate = (text = '') =>
    text.replace(/\([^()]*\)/g, '').length <= 60 && findPageDate(text, options) !== undefined
  const isOffice = (text = '') => isNewsroom(text) || isAgencyName(text) || isPost(text)
  const signed = after.slice(0, nearest).flatMap(({ text: line, element }, at) => {
    const [before, next] = [after[at - 1]?.text, after[at + 1]?.text]
    const isBesideDate = isDate(before) || isDate(next) || (isOffice(next) && isDate(after[at + 2]?.text))
    const text = isDate(line) ? besideDateIn(line, options) : isBesideDate ? line : ''
    if (text === '' || text.length > 60 || isDate(text) || namesWeekday(text, options)) return []
    if (element.closest('a, h2, h3, h4') !== null || isOfLongList(element)) return []
    const names = signersIn(text)
    return names.length > 0 ? [names] : []
  })
  const persons = signed.filter((names) => !names.some(({ name = '' }) => isOffice(name)))
  const [people = []] = persons.length > 0 ? persons : signed
  if (persons.length > 1 || people.length === 0) return []
  const isSaidOnce = ({ name = '' }: FeedPerson) =>
    isOffice(name) || linesOfPage(document, 1500).filter(({ text }) => text.includes(name)).length === 1
  return people.every(isSaidOnce) ? people : []
}

/** Some systems write author, day and time as a list of few words; a longer one is of other things. */
function isOfLongList(element: PageElement): boolean {
  const list = element.closest('li')?.parentElement
  return list !== null && list !== undefined && (list.children.length > 5 || visibleText(list, 200).length > 120)
}

/** Who signs in a line that says nothing else: persons, an agency and where from, or the newsroom. */
function signersIn(text: string): readonly FeedPerson[] {
  const found = cleanAuthors([{ name: text }])
  const [{ name = '' } = {}, second] = found
  // `EFE | Madrid`
  if (found.length === 2 && isAgencyName(name) && /^\p{Lu}\p{L}+$/u.test(second?.name ?? '')) return found.slice(0, 1)
  if (!text.startsWith(name) && !isCaselessPlace(text, name)) return []
  const isAll =
    found.length === 1 ? isSigned(name) : found.length <= 3 && found.every((one) => isPersonsName(one.name ?? ''))
  return isAll && !found.some((one) => isCity(one.name ?? '')) ? found : []
}

/** Who may sign without a label, beside a date: a person, an agency (`EFE | Madrid`), the newsroom. */
function isSigned(name: string): boolean {
  return isPersonsName(name) || isAgencyName(name) || isNewsroom(name)
}

/** `القاهرة - أحمد حسن`: where from, and a name. */
function isCaselessPlace(text: string, name: string): boolean {
  return !isWholeName(name) && text.endsWith(name)
}

/** What stands in a line before its date or behind it: `Jan Nowak | 24.11.2026 08:15`, `24.11.2026 Jan Nowak, PAP`. */
function besideDateIn(written: string, options: PageDateOptions): string {
  // `24.11.2026 (updated 25.11.2026), Jan Nowak`
  const line = written.replace(/\s*\([^()]*\p{Nd}[^()]*\)/gu, '')
  const date = findPageDate(line, options)?.text ?? ''
  const at = date === '' ? -1 : line.indexOf(date)
  if (at < 0) return ''
  const trimmed = (text: string) => withoutLabels(text).replace(/^[\s|•·,–—/-]+|[\s|•·,–—/-]+$/gu, '')
  const [before, behind] = [trimmed(line.slice(0, at)), trimmed(line.slice(at + date.length))]
  return before === '' || behind === '' ? before + behind : ''
}

/** What stands beside a date without the parts that only say what the date is of: `Ursula Meier | Publiziert: …`. */
function withoutLabels(text: string): string {
  const parts = text.split(/\s*[|•·]\s*/u).filter((part) => !saysPublished(part) && !saysUpdated(part))
  return parts.length === 0 ? '' : parts.join(' | ')
}

/** Elements near the heading that are named for the author: the first, and those of its make right after it. */
function namedAuthors(lines: readonly Line[], options: PageDateOptions): readonly FeedPerson[] {
  const authors: FeedPerson[] = []
  let make: string | undefined
  for (const { text, element } of lines) {
    if (make !== undefined && makeOf(element) !== make) break
    if (!isNamedAuthor(element)) continue
    const linked = linkedAuthors(element)
    if (linked.length > 0) {
      make ??= makeOf(element)
      authors.push(...linked)
      continue
    }
    const own = ownText(element)
    const written = own.length > 1 && own.length < text.length && text.includes(own) ? own : text
    const [byline = ''] = partsWithoutDate(withoutOffice(written, element), options)
    const lead = afterLead(byline, options.language) ?? byline
    const box = closestThat(element, isCalledAuthor)
    const apart = box === null ? [] : namesApart(box)
    const found = apart.length > 0 ? apart : people(namesKoreans(text) ? text : lead)
    if (found.length > 0) make ??= makeOf(element)
    authors.push(...found)
  }
  return cleanAuthors(authors)
}

/**
 * The names in a byline whose parts have elements of their own: a whole name alone in one, and others in
 * elements of its make. What stands in another is a post, a place or an account.
 */
function namesApart(box: PageElement): readonly FeedPerson[] {
  if (box.children.length === 0 || visibleText(box, 400).length > 300) return []
  const parts = [box, ...box.querySelectorAll('span, b, strong, em, i, div, p, li, a')].slice(0, 30).flatMap((part) => {
    const own = [...part.childNodes].map((node) => (isText(node) ? node.data : '')).join(' ')
    const text = plainText(own)
    return text === '' ? [] : [{ text: afterLead(text) ?? text, make: part === box ? '' : makeOf(part) }]
  })
  const [first] = parts.filter(({ text }) => isWholeName(text))
  if (first === undefined || parts.length < 2) return []
  return parts.filter(({ text, make }) => make === first.make && isWholeName(text)).flatMap(({ text }) => people(text))
}

function makeOf(element: PageElement): string {
  return `${element.localName} ${element.className} ${element.parentElement?.localName} ${element.parentElement?.className}`
}

/** Lines anywhere on the page that do nothing but name the author, or a text that begins with who reports. */
function labelledAuthors(document: PageDocument): readonly FeedPerson[] {
  for (const { text, element } of linesOfPage(document, 1500)) {
    const byline = (text.length <= 120 ? afterLabel(text) : undefined) ?? reporterIn(text)
    if (byline === undefined || !isAbout({ text, element })) continue
    const authors = people(byline)
    if (authors.length > 0) return authors
  }
  return []
}

/** A byline without what it says of the author's paper, post or account, where the markup tells these apart. */
function withoutOffice(text: string, element: PageElement): string {
  let name = text
  const block = element.closest('p, div, li, address') ?? element
  for (const part of block.querySelectorAll(
    '[class*="publication" i], [class*="affiliation" i], [class*="job" i], [class*="role" i], [class*="twitter" i], [class*="email" i], [itemprop~="jobTitle"]',
  )) {
    const office = plainText(visibleText(part, 200))
    if (office !== '' && office !== text) name = name.replace(office, ' ')
  }
  return name.trim()
}

const authorPath =
  /\/(?:authors?|autor(?:es|en|i|e|zy)?|auteurs?|penulis|profiles?|people|persons?|journalist(?:s|e|es|i)?|jurnalis|wartawan|reporters?|contributors?|columnists?|columnistas?|firmas?|giornalist[ai]|periodistas?|redakce|redaktor(?:zy|i)?|redaktion|redacteur(?:en)?|skribent(?:er)?|forfatter(?:e)?|kirjoittaja(?:t)?|toimittaja(?:t)?|yazar(?:lar)?|muhabir|szerzo(?:k)?|avtor|staff|by)\//i

/** The names that lead to the authors' own pages, in the element that is named for them: the rest of it is their posts. */
function linkedAuthors(element: PageElement): readonly FeedPerson[] {
  const box = closestThat(element, isCalledAuthor)
  if (box === null) return []
  if (box.localName !== 'a') return authorLinks(box)
  // A link that is called so itself stands beside those of the others, in one box or each in its own.
  const beside = box.parentElement ?? box
  const around = beside.parentElement !== null && isCalledAuthor(beside.parentElement) ? beside.parentElement : beside
  return authorLinks(around)
}

/** The names that a line leads to, or the line that its innermost element is a part of. */
function linksIn(element: PageElement): readonly FeedPerson[] {
  const own = authorLinks(element)
  return own.length > 0 || element.parentElement === null ? own : authorLinks(element.parentElement)
}

/** The names in a box of little text that lead to their own pages. */
function authorLinks(box: PageElement): readonly FeedPerson[] {
  if (visibleText(box, 400).length > 300) return []
  const names = [...box.querySelectorAll('a[href]')]
    .filter(
      (link) => authorPath.test(link.getAttribute('href') ?? '') || /\bauthor\b/i.test(link.getAttribute('rel') ?? ''),
    )
    .map((link) => plainText(visibleText(link, 100)))
  return [...new Set(names)].slice(0, 10).flatMap(people)
}

/** What stands in the element that is named for the author, which may be but a part of its line. */
function ownText(element: PageElement): string {
  let at: PageElement | null = element
  for (let level = 0; level < 3 && at !== null; level++, at = at.parentElement)
    if (isCalledAuthor(at)) return plainText(visibleText(at, 300))
  return ''
}

function isNamedAuthor(element: PageElement): boolean {
  let at: PageElement | null = element
  for (let level = 0; level < 3 && at !== null; level++, at = at.parentElement) if (isCalledAuthor(at)) return true
  return false
}

/** Whether an element is called what names the author. */
export function isCalledAuthor(at: PageElement): boolean {
  return /(?:^|[\s_-])(?:author|authors|byline|penulis|reporter|writer|autor|autora|autores|autore|auteur|firma|verfasser|szerzo|yazar|muhabir|redaktur|jurnalis|wartawan|contributor|journalist)(?:$|[\s_-])|(?:author|byline|journalist)(?:s|[-_]?name|__|--)/i.test(
    `${at.className} ${at.getAttribute('itemprop') ?? ''} ${at.getAttribute('rel') ?? ''} ${at.getAttribute('data-testid') ?? ''} ${at.getAttribute('data-component') ?? ''}`,
  )
}

/** Whether a line is nothing but a byline in this language: `By A. Writer`. */
export function isByline(line: string, language?: string): boolean {
  if (line.length > 160 || (line.length > 80 && !namesOtherRoles(line))) return false
  const isSaid = afterLead(line, language) !== undefined || saysOtherRole(line)
  return isSaid && !/(?<!\s\p{Lu})[.!?。]$/u.test(line)
}

/** The parts of a line that marks and labels keep apart; a label of two words is one: `Tác giả: …`. */
function labelledWhole(text: string): readonly string[] {
  const parts = withColons(text).split(
    /\s*(?:[|•]|(?<!\p{Script=Hangul})·|·(?!\p{Script=Hangul}))\s*|(?<!文)\s*／\s*|\s+(?!(?:by|de|por|par|von|da|door|a[vf]|oleh)\s*[:：])(?=\p{L}{1,12}[:：])|\s+(?=โดย\s)|\s+(?=[记記]者\s\p{Script=Han}{2,4}(?!\p{Script=Han}))|(?<=기자)\s*\/\s*/iu,
  )
  return parts.flatMap((part, at) => {
    const before = lastWordOf(parts[at - 1] ?? '')
    const whole = isOfLabel(before, part) ? `${before} ${part}` : part
    const last = lastWordOf(whole)
    const next = parts[at + 1] ?? ''
    const ended = isOfLabel(last, next) ? whole.slice(0, -last.length).trim() : whole
    // `Words by Ada Finch. Pictures: Peter Lund`: what parts them is no sentence's.
    const own = namesOtherRoles(next) ? ended.replace(/\s*[.,/]$/u, '') : ended
    return own === '' ? [] : [own]
  })
}

function lastWordOf(text: string): string {
  return /(?:^|\s)(\p{L}{1,12},?)$/u.exec(text)?.[1] ?? ''
}

/** Whether a word and what follows it begin with a label that the rest alone does not. */
function isOfLabel(word: string, next: string): boolean {
  return (
    word !== '' &&
    /^\p{L}{1,12}[:：]/u.test(next) &&
    afterLead(next) === undefined &&
    afterLead(`${word} ${next}`) !== undefined
  )
}

/** `15:20 น. โดย …`: the time of the day before a byline. */
const clockBefore = /^\p{Nd}{1,2}[:.]\p{Nd}{2}(?::\p{Nd}{2})?\s*(?:น\.|Uhr|WI[BT]A?|[ap]\.?m\.?)?\s+(?=\p{L})/iu

/** The parts of a line that marks keep apart, without the ones that are dates. */
function partsWithoutDate(text: string, options: PageDateOptions): readonly string[] {
  return labelledWhole(text.replace(clockBefore, '')).flatMap((whole) => {
    const part = whole.replace(clockBefore, '')
    const date = findPageDate(part, options)
    if (date === undefined) return [part]
    const at = part.indexOf(date.text.split(' ')[0] ?? '')
    const before = withoutWeekday(part.slice(0, Math.max(0, at)), options)
    const end = part.lastIndexOf(date.text.split(' ').at(-1) ?? '')
    const after = part.slice(end < 0 ? part.length : end).replace(/^\S+[\s,–—-]*/u, '')
    // What stands before a date at the beginning is its weekday, unless it says of whom it speaks.
    const isNamed = at > 12 || isByline(before)
    // `Por Ada Finch. Lisboa. 24/11/2026`
    const [sentence = before] = before.split(/(?<=\p{L}{3})\.(?:\s|$)/u)
    const said = sentence === before ? [before] : [sentence, before]
    return [...(isNamed ? said : []), ...(isByline(after) ? [after] : [])]
  })
}

/** `Luc Petit le mar,` before a date is `Luc Petit`. */
function withoutWeekday(text: string, options: PageDateOptions): string {
  let rest = text
  for (let turn = 0; turn < 3; turn++) {
    rest = rest.replace(/[\s,،–—-]+(?:on|am|pada|le|el|il|om|den|dne|dnia|u|w)?[\s,،–—-]*$/iu, '')
    const last = /\s(\S+)$/u.exec(rest)
    if (last?.[1] === undefined || !namesWeekday(last[1], options)) break
    rest = rest.slice(0, last.index)
  }
  return rest
}

const sectionPath =
  /\/(?:kategori|category|categories|section|sections|rubrik|rubrique|rubric|kanal|channel|seccion|seccao|topic|topics|tema|sezione|kategorie|categoria|catégorie)\/[^/]+\/?$/i

/** The section that a link beside the heading names, else the last step of the breadcrumb. */
export function findSectionAround(
  document: PageDocument,
  surroundings: Surroundings,
): { readonly value: string; readonly way: 'link' | 'breadcrumb' } | undefined {
  for (const { element } of [...surroundings.after.slice(0, 8), ...surroundings.before]) {
    const links = element.localName === 'a' ? [element] : [...element.querySelectorAll('a[href]')]
    const closest = element.closest('a')
    for (const link of closest === null ? links : [closest]) {
      if (!sectionPath.test(link.getAttribute('href') ?? '')) continue
      const text = plainText(visibleText(link, 80))
      if (text !== '' && text.length <= 40) return { value: text, way: 'link' }
    }
  }
  const filed = document.querySelector(
    'a[rel~="category" i], .cat-links a, .entry-categories a, .post-category a, article footer a[href*="/category/"], article footer a[href*="/kategori/"]',
  )
  const category = filed === null ? '' : plainText(visibleText(filed, 80))
  if (category !== '' && category.length <= 40) return { value: category, way: 'link' }
  const crumbs = [
    ...document.querySelectorAll(
      '[class*="breadcrumb" i] a, [id*="breadcrumb" i] a, nav[aria-label*="breadcrumb" i] a',
    ),
  ]
    .map((link) => plainText(visibleText(link, 80)))
    .filter((text) => text !== '' && text.length <= 40)
  const last = crumbs.slice(1, 5).at(-1)
  return last === undefined ? undefined : { value: last, way: 'breadcrumb' }
}
