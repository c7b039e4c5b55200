import type { Candidate, Metadata } from './article-metadata.ts'
import { isByline, isCalledAuthor } from './article-surroundings.ts'
import { foldText, plainText, widthOf } from './article-text.ts'
import { closestThat, type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { linesOf } from './page-lines.ts'

/** What stands between a title and the site's name. */
const separator =
  /\s+[|–—\-·•»«›‹:/\\~‖│︱・]+\s+|\s*[|│‖｜]\s*|\s+::\s+|[_＿](?=[^_＿]*$)|\s+[–—-](?=\S)|(?<=\S)[–—]\s+/u

/** Marks that stand inside titles as often: they part a title only from a name that is known, or where a heading shows the rest. */
const weakSeparator = /\s*：\s*|\s*[:,.►◄←→»›«‹]\s+|\s+>>?\s+|\s*[[\]【】()（）]\s*/u

/** No title is longer. */
const maxTitle = 600

/**
 * The article's title without the site's name. What several claims agree on is believed first, and then the heading a
 * reader sees: titles for search engines and for sharing are often other ones.
 */
export function findTitle(document: PageDocument, metadata: Metadata, url: string): Candidate<string> | undefined {
  const pageTitle = plainText(document.querySelector('title')?.textContent ?? '').slice(0, maxTitle)
  const names = new Set([...siteNames(metadata, url), ...headedNames(document, pageTitle)])
  const heading = findHeading(document, [pageTitle, ...metadata.titles.map(({ value }) => value)], names)
  const parts = heading === undefined ? [] : restsOf(heading)
  const sections = heading === undefined ? sectionNames(document, metadata, url) : new Set<string>()
  const wholes = heading === undefined ? metadata.titles.map(({ value }) => value) : [heading.text]
  const candidates: Candidate<string>[] = []
  const add = (value: string, way: Candidate<string>['way']) => {
    const named = withoutSection(value, withoutSiteName(value, names, heading?.text), sections)
    const whole = withoutMarkedName(named, names, heading?.text ?? '').replace(markOfPaid, '')
    // `Ferry returns after two …`: cut for a place with less room, where the heading, or without one another claim, says all of it.
    if (way !== 'heading' && wholes.some((text) => isCutFrom(whole, text))) return
    const title = parts.reduce((rest, part) => (rest === whole ? withoutSiteName(whole, names, part) : rest), whole)
    if (title !== '' && !isNameOf(title, names)) candidates.push({ value: title, way })
  }
  if (heading !== undefined) add(heading.text, 'heading')
  for (const { value, way } of metadata.titles) add(value, way)
  if (pageTitle !== '') add(pageTitle, 'title')
  const claimed = heading === undefined ? undefined : claimWithoutLabel(heading, candidates)
  if (claimed !== undefined) candidates[0] = claimed
  const votes = new Map<string, number>()
  for (const way of new Set(candidates.map((candidate) => candidate.way))) {
    const folded = new Set(candidates.filter((candidate) => candidate.way === way).map(({ value }) => foldText(value)))
    for (const fold of folded) votes.set(fold, (votes.get(fold) ?? 0) + 1)
  }
  const first = candidates.find(({ value }) => (votes.get(foldText(value)) ?? 0) > 1)
  const agreed = first === undefined ? undefined : mostApart(first, candidates)
  if (agreed !== undefined)
    return heading !== undefined && isLonger(agreed, heading) ? { value: heading.text, way: 'heading' } : agreed
  const shown = heading === undefined ? candidates[0] : withoutLabel(heading, candidates)
  if (shown?.way === 'heading' && heading !== undefined && (heading.alone || candidates.length === 1)) return shown
  return candidates.find(({ way }) => way !== 'heading') ?? shown
}

/** `(S+) …`, `[+] …`: what publishers put before what is not free. */
const markOfPaid = /^[([]\p{L}{0,3}\+[)\]]\s+/u

function isCutFrom(claim: string, heading: string): boolean {
  const rest = /^(.{10,}?)\s*(?:…|\.{3})$/u.exec(claim)?.[1]
  return rest !== undefined && foldText(heading).startsWith(foldText(rest)) && !heading.trimEnd().endsWith('…')
}

/** Whether a claim is what the heading shows and then, behind a mark, the name of a paper or a portal that nobody explains. */
function isLonger({ value, way }: Candidate<string>, { text }: Heading): boolean {
  if (way === 'jsonld' || way === 'heading' || foldText(text).length < 12 || !value.startsWith(text)) return false
  return /^\s*(?:[（(【[|│｜:：_]|[-–—]\s|\s[-–—])/.test(value.slice(text.length))
}

function partsOf({ element }: Heading): readonly PageElement[] {
  return [...element.querySelectorAll('*')].slice(0, 20)
}

/** A heading without one of its parts, which may be a kicker or a mark. */
function restsOf(heading: Heading): readonly string[] {
  return partsOf(heading)
    .map((part) => plainText(visibleText(part, 500)))
    .filter((label) => label !== '' && label.length < heading.text.length / 2)
    .map((label) => heading.text.replace(label, ' ').trim())
}

/**
 * Of claims that say the same the one of most words, for a heading's kicker and title may have nothing between them; and one in capitals
 * only where all are: a template shouts, and the other claim has what was written.
 */
function mostApart(claim: Candidate<string>, candidates: readonly Candidate<string>[]): Candidate<string> {
  const fold = foldText(claim.value)
  const same = candidates.filter(({ value }) => foldText(value) === fold)
  const written = same.filter(({ value }) => !isShouted(value))
  const [first = claim, ...others] = written.length > 0 ? written : same
  const wordsIn = ({ value }: Candidate<string>): number => value.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0
  return others.reduce((best, other) => (wordsIn(other) > wordsIn(best) ? other : best), first)
}

/** Whether a line has capitals and nothing but them. */
function isShouted(line: string): boolean {
  return /\p{Lu}/u.test(line) && !/\p{Ll}/u.test(line)
}

/**
 * A heading may hold more than the title: a kicker before it, a mark behind. What another claim leaves out, and stands in an
 * element of its own, is one.
 */
function claimWithoutLabel(heading: Heading, candidates: readonly Candidate<string>[]): Candidate<string> | undefined {
  const [shown] = candidates
  if (shown?.way !== 'heading') return undefined
  const whole = foldText(shown.value)
  const labels = partsOf(heading)
    .map((part) => foldText(visibleText(part, 200)))
    .filter((label) => label !== '' && label.length < whole.length / 2)
  const claim = candidates.find(({ value, way }) => {
    const fold = foldText(value)
    return (
      way !== 'heading' && fold.length >= 12 && labels.some((label) => [fold + label, label + fold].includes(whole))
    )
  })
  return claim === undefined ? undefined : { value: claim.value, way: 'heading' }
}

/** The same for a part that is called a label. */
function withoutLabel(heading: Heading, candidates: readonly Candidate<string>[]): Candidate<string> | undefined {
  const [shown] = candidates
  if (shown?.way !== 'heading') return shown
  const whole = foldText(shown.value)
  for (const part of partsOf(heading)) {
    const label = foldText(visibleText(part, 200))
    if (label === '' || label.length >= whole.length / 2) continue
    if (!labelNames.test(`${part.className}`)) continue
    const rest = plainText(shown.value.replace(plainText(visibleText(part, 200)), ' ')).replace(
      /^[\s|:–—-]+|[\s|–—-]+$/gu,
      '',
    )
    if (foldText(rest) !== whole && foldText(rest).length >= 12) return { value: rest, way: 'heading' }
  }
  return shown
}

/** What the parts of a heading that are no title are called. */
const labelNames =
  /kicker|overline|eyebrow|label|badge|premium|plus|topline|dachzeile|spitzmarke|volanta|antetitulo|chapeu|overtitle|supertitle|category|section|rubri[ck]|sr-only|visually-hidden|screen-reader/i

type Heading = {
  readonly element: PageElement
  readonly text: string
  /** Whether it is the only heading of its rank that could be the title. */
  readonly alone: boolean
}

/** What is no heading by its element and called one. */
const calledTitle = '[class*="headline" i], [class*="title" i], [class*="titulo" i], [class*="judul" i]'

/** The heading a reader takes for the title: the `h1` that agrees most with what the page calls itself. */
export function findHeading(
  document: PageDocument,
  titles: readonly string[],
  names: ReadonlySet<string> = new Set(),
): Heading | undefined {
  const folded = titles
    .filter((title) => !isNameOf(title, names))
    .map(foldText)
    .filter((title) => title.length > 3)
  for (const selector of [
    'h1',
    '[itemprop~="headline"], .entry-title, .post-title, .article-title',
    'h2',
    'h3',
    calledTitle,
  ]) {
    const headings = headingsOf(document, selector, folded, names)
    const same = headings.find(({ text }) => folded.includes(foldText(text)))
    if (same !== undefined) return { ...same, alone: true }
    // Over the section's or the newsletter's name in an h1 goes the heading below it that says what the page calls itself.
    const below = selector === 'h1' && headings.length > 0 ? titledBelow(document, titles, folded, names) : undefined
    const agreeing = headings.find(({ text }) => agrees(text, folded, selector === calledTitle ? 0.5 : 0))
    if (below !== undefined && (agreeing === undefined || foldText(agreeing.text).length < foldText(below.text).length))
      return { ...below, alone: true }
    if (agreeing !== undefined) return { ...agreeing, alone: true }
    if (selector !== 'h1') continue
    // An h1 of one word is more often the site's name or the section than a title.
    const long = headings.filter(
      ({ text }) => text.length >= 12 || /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]{4}/u.test(text),
    )
    const only = long[0]
    // A page may show its heading twice: for wide and for narrow screens.
    const alone = new Set(long.map(({ text }) => text)).size === 1
    if (only !== undefined && (alone || folded.length === 0)) return { ...only, alone }
    // Where nothing else says what the page is called, its heading does, however short.
    const [first] = headings
    if (first !== undefined && folded.length === 0) return { ...first, alone: headings.length === 1 }
  }
  return folded.length === 0 ? headingOverText(document, names) : lineOfTitle(document, titles, names)
}

/** What may be a heading of the article, with what it says. */
function headingsOf(
  document: PageDocument,
  selector: string,
  folded: readonly string[],
  names: ReadonlySet<string>,
): readonly Omit<Heading, 'alone'>[] {
  return [...document.querySelectorAll(selector)]
    .slice(0, 200)
    .filter((element) => closestThat(element, isAside) === null && !isLogo(element))
    .map((element) => ({ element, text: headingText(element, folded) }))
    .filter(({ text }) => foldText(text) !== '' && !isNameOf(text, names))
}

/** A lower heading, no link, that is all of what the page calls itself, or all that stands first in it, and more than the rest. */
function titledBelow(
  document: PageDocument,
  titles: readonly string[],
  folded: readonly string[],
  names: ReadonlySet<string>,
): Omit<Heading, 'alone'> | undefined {
  const claimed = new Set(
    titles.flatMap((title) => {
      const first = foldText(splitAtSeparators(title)[0]?.text ?? '')
      const whole = foldText(title)
      return first.length * 2 > whole.length ? [whole, first] : [whole]
    }),
  )
  return headingsOf(document, `h2, h3, ${calledTitle}`, folded, names).find(
    ({ element, text }) =>
      widthOf(text) >= leastHeading && claimed.has(foldText(text)) && element.closest('li, a') === null,
  )
}

/** Lines of a page among which its title is looked for, where no heading says it. */
const titleLines = 300

/** A line that is all of a title, or all that stands before, behind or between marks in it, and more than the rest. */
function lineOfTitle(
  document: PageDocument,
  titles: readonly string[],
  names: ReadonlySet<string>,
): Heading | undefined {
  const lines = linesOf(document.body, titleLines, maxTitle)
  const called = new Set(lines.map(({ text }) => text))
  // What the title says besides, behind a mark, stands on the page by itself: the site's name at its head.
  const isBesideName = (rest: string): boolean => {
    const [, name = ''] = /^\s*[|│｜·•_–—-]\s*(.{2,40})$/u.exec(rest) ?? []
    return name !== '' && called.has(name.trim())
  }
  const isShown = (text: string): boolean =>
    titles.some((title) => {
      const at = title.indexOf(text)
      if (at < 0 || text.length * 2 < title.length) return at >= 0 && isBesideName(title.replace(text, ''))
      const isMarkedBefore = at === 0 || /[|│｜·•»«:：_–—-]\s*$/u.test(title.slice(0, at))
      const after = title.slice(at + text.length)
      return isMarkedBefore && (after === '' || /^\s*[|│｜·•»«:：_(（[【–—-]/u.test(after))
    })
  const line = lines.find(
    ({ text, element }) =>
      widthOf(text) >= leastHeading &&
      isShown(text) &&
      !isNameOf(text, names) &&
      closestThat(element, isAside) === null &&
      !isLogo(element) &&
      element.closest('li, a') === null,
  )
  return line === undefined ? undefined : { element: line.element, text: line.text, alone: true }
}

/**
 * What a heading says without the mark that links to it, and, where no claim says that too, without what is set small in it and
 * who wrote it when.
 */
function headingText(element: PageElement, folded: readonly string[]): string {
  const textOf = (heading: PageElement) => plainText(visibleText(heading, 1000)).slice(0, 500)
  const whole = textOf(element)
  if (element.children.length === 0) return whole
  const fold = foldText(whole)
  const isClaimed = folded.some((title) => title.includes(fold))
  const bare = element.cloneNode(true)
  for (const mark of bare.querySelectorAll('a')) if (foldText(visibleText(mark, 100)) === '') mark.remove()
  if (!isClaimed) for (const part of [...bare.querySelectorAll('*')].slice(0, 20)) if (isOfByline(part)) part.remove()
  const text = textOf(bare)
  return widthOf(text) >= leastHeading ? text : whole
}

/** What in a heading is set small, stands under the title, or says who wrote the article, and when. */
function isOfByline(part: PageElement): boolean {
  if (/^(?:small|time)$/.test(part.localName) || isCalledAuthor(part)) return true
  const text = plainText(visibleText(part, 200))
  if (subtitleNames.test(part.className) && widthOf(text) >= leastHeading) return true
  return isByline(text) || (bylineNames.test(part.className) && /\p{Nd}/u.test(text) && text.length <= 60)
}

const subtitleNames = /(?:^|[\s_-])(?:sub-?(?:title|head(?:ing|line)?|titulo|titre)|standfirst|dek|deck)(?:$|[\s_-])/i

const bylineNames = /(?:^|[\s_-])(?:date|time|datetime|published|meta|tanggal|fecha|datum|info)(?:$|[\s_-])/i

/** Narrower is a section's name, or a mark. */
const leastHeading = 12
/** A paragraph of prose. */
const leastProse = 80

/** Where nothing says what the page is called: the highest heading before the first paragraph of its text. */
function headingOverText(document: PageDocument, names: ReadonlySet<string>): Heading | undefined {
  const isProse = (element: PageElement) =>
    element.localName === 'p' &&
    closestThat(element, (box) => isAside(box) || /^(?:header|form)$/.test(box.localName)) === null &&
    widthOf(visibleText(element, 2 * leastProse)) >= leastProse
  const text = [...document.querySelectorAll('p')].slice(0, 200).find(isProse)
  const box = text?.closest('article, main, [role="main"]') ?? document.body
  for (const selector of ['.headline, [itemprop~="headline"], .entry-title, .post-title, .article-title', 'h2', 'h3']) {
    const elements = [...box.querySelectorAll(`p, ${selector}`)]
    const before = elements.slice(0, text === undefined ? 0 : Math.max(0, elements.indexOf(text)))
    const heading = before.find((element) => {
      if (!element.matches(selector) || closestThat(element, isAside) !== null || isLogo(element)) return false
      const said = plainText(visibleText(element, 1000))
      return widthOf(said) >= leastHeading && !isNameOf(said, names)
    })
    if (heading !== undefined) return { element: heading, text: headingText(heading, []), alone: true }
  }
  return undefined
}

/** Menus, what stands beside the article, and what nobody sees. */
function isAside(element: PageElement): boolean {
  return (
    /^(?:nav|footer|aside)$/.test(element.localName) ||
    element.hasAttribute('hidden') ||
    element.getAttribute('aria-hidden') === 'true'
  )
}

/** Whether all of a heading leads to the front page: sites write their own name so. */
function isLogo(element: PageElement): boolean {
  const link = element.querySelector('a[href]') ?? element.closest('a[href]')
  if (link === null || !/^(?:https?:\/\/[^/?#]+)?\/?(?:index\.\w+)?$/i.test(link.getAttribute('href')?.trim() ?? ''))
    return false
  return visibleText(link, 200) === visibleText(element, 200) || link.contains(element)
}

/** `least` is the share of the title that the text must be. */
function agrees(text: string, folded: readonly string[], least: number): boolean {
  const fold = foldText(text)
  if (fold.length < 8) return false
  return folded.some(
    (title) =>
      (title.includes(fold) && fold.length >= title.length * least) || (title.length >= 12 && fold.includes(title)),
  )
}

/** A name that the page's title ends with and an `h1` bears: sites put their own name there, and it is no title. */
function headedNames(document: PageDocument, pageTitle: string): readonly string[] {
  const parts = splitAtSeparators(pageTitle).map(({ text }) => foldText(text))
  const last = parts.at(-1)
  if (parts.length < 2 || last === undefined || last === '') return []
  const longest = Math.max(...parts.map((part) => part.length))
  const headed = [...document.querySelectorAll('h1')].some((heading) => foldText(visibleText(heading, 300)) === last)
  return headed && longest >= last.length * 1.5 ? [last] : []
}

/** What the page's title begins or ends with beside the article's: mostly what the site calls itself, folded. */
export function titleEnds(document: PageDocument, title: string | undefined): readonly string[] {
  const parts = splitAtSeparators(plainText(document.querySelector('title')?.textContent ?? '').slice(0, maxTitle))
  const own = foldText(title ?? '')
  return [parts[0], parts.at(-1)]
    .map((part) => foldText(part?.text ?? ''))
    .filter((part) => part.length > 3 && own !== '' && !own.includes(part) && !part.includes(own))
}

/** The names the page's site goes by, folded. */
export function siteNames(metadata: Metadata, url: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const name of metadata.siteNames) if (foldText(name).length > 1) names.add(foldText(name))
  const host = URL.parse(url)?.hostname.replace(/^(?:www|m|amp|mobile|news)\./, '')
  if (host) {
    names.add(foldText(host))
    const labels = host.split('.')
    const label = labels.at(labels.length > 2 && (labels.at(-2)?.length ?? 0) <= 3 ? -3 : -2)
    if (label !== undefined && label.length > 2) names.add(foldText(label))
  }
  return names
}

/** An article before a name, which addresses leave out: `The Riverside Courier` of riverside-courier.example. */
const articleAhead = /^(?:the|die|der|das|el|la|los|las|le|les|il|lo|os|as|de|het)\s+/i

/** Whether a text is nothing but a name of the site. */
function isNameOf(text: string, names: ReadonlySet<string>): boolean {
  return names.has(foldText(text)) || names.has(foldText(text.replace(articleAhead, '')))
}

/**
 * `title` up to the separator before the site's name. A part goes when it is a known name of the site, or when the heading
 * shows the rest without it; never merely because a separator stands before it.
 */
export function withoutSiteName(title: string, names: ReadonlySet<string>, heading?: string): string {
  let rest = plainText(title).slice(0, maxTitle)
  for (let turn = 0; turn < 3; turn++) {
    const parts = splitAtSeparators(rest)
    const last = parts.at(-1)
    const first = parts[0]
    if (parts.length < 2 || last === undefined || first === undefined) break
    const before = rest.slice(0, last.separatorAt).trim()
    const after = rest.slice(first.end).trim()
    if (isSiteName(last.text, names)) rest = before
    else if (isSiteName(first.text, names) && after !== '') rest = after
    else break
  }
  const shown = heading === undefined ? '' : foldText(heading)
  if (shown.length < 8) return heading === undefined ? beforeBar(rest) : rest
  const parts = splitAtSeparators(rest)
  for (const part of parts.slice(1)) {
    const before = rest.slice(0, part.separatorAt).trim()
    if (foldText(before) === shown) return before
  }
  for (const part of parts.slice(0, -1)) {
    const after = rest.slice(part.end).trim()
    if (foldText(after) === shown) return after
  }
  return rest
}

/** `News` in the languages that put it between title and site. */
const newsNames = new Set(
  'news latestnews nachrichten aktuell noticias notícias noticia notizie actualités actualité nouvelles nieuws nyheter nyheder uutiset wiadomości aktualności zprávy správy hírek știri stiri вести новости новини haberler haber berita tintức ειδήσεις νέα חדשות أخبار الأخبار اخبار خبریں समाचार খবর ข่าว ニュース 新闻 新聞 뉴스'.split(
    ' ',
  ),
)

/** What the page's sections may be called, folded: by its markup, its address, and the menus of the site. */
function sectionNames(document: PageDocument, { sections }: Metadata, url: string): ReadonlySet<string> {
  const folders = (URL.parse(url)?.pathname ?? '').split('/').slice(0, -1)
  const menus = [...document.querySelectorAll('nav a[href], header a[href]')].slice(0, 200)
  return new Set(
    [...sections.map(({ value }) => value), ...folders, ...menus.map((link) => visibleText(link, 60))]
      .map(foldText)
      .filter((name) => name !== ''),
  )
}

/** `rest` of a title without the section that stood before the site's name: `Ferry returns – News – County Times`. */
function withoutSection(title: string, rest: string, sections: ReadonlySet<string>): string {
  const whole = plainText(title).slice(0, maxTitle)
  // What was taken off is the site's name at the end; without one, what stands last is the title's own.
  if (rest === whole || !whole.startsWith(rest)) return rest
  const parts = splitAtSeparators(rest)
  const last = parts.at(-1)
  if (parts.length < 2 || last === undefined) return rest
  const before = rest.slice(0, last.separatorAt).trim()
  const name = foldText(last.text)
  const isSection = sections.has(name) || newsNames.has(name)
  return isSection && widthOf(before) >= 15 && before.length > last.text.length ? before : rest
}

/** `County Times: Ferry returns`, `Ferry returns (County Times)`. A name of one word is a word: there a heading must show the rest. */
function withoutMarkedName(title: string, names: ReadonlySet<string>, heading: string): string {
  const shown = foldText(heading)
  if ([...names].some((name) => [shown + name, `${shown}from${name}`].includes(foldText(title)))) return heading
  const parts = splitAtSeparators(title, weakSeparator).filter(({ text }) => text !== '')
  const [first, last] = [parts[0], parts.at(-1)]
  if (parts.length < 2 || first === undefined || last === undefined) return title
  const goes = (text: string, rest: string): boolean => {
    if (rest.length < text.length || rest.length < 12) return false
    if (foldText(rest) === shown) return true
    return names.has(foldText(text).replace(/^the/, '')) && /\S\s+\S|\p{Script=Han}{3}/u.test(text)
  }
  const after = title.slice(first.end).trim()
  if (goes(first.text, after)) return after
  const before = title.slice(0, last.separatorAt).trim()
  return goes(last.text, before) ? before : title
}

/** Where no heading shows the title: what stands behind its last bar is a site's name, for titles have no bars. */
function beforeBar(title: string): string {
  const found = /^(.{20,}\S)\s*[|│｜]\s*(\S[^|│｜]{1,38})$/u.exec(title)
  return found?.[1] !== undefined && found[1].length > (found[2]?.length ?? 0) ? found[1] : title
}

type Part = {
  readonly text: string
  readonly separatorAt: number /** After the separator that follows. */
  readonly end: number
}

function splitAtSeparators(title: string, marks = separator): readonly Part[] {
  const parts: Part[] = []
  const pattern = new RegExp(marks.source, 'gu')
  let start = 0
  let separatorAt = 0
  for (const found of title.matchAll(pattern)) {
    parts.push({ text: title.slice(start, found.index), separatorAt, end: found.index + found[0].length })
    separatorAt = found.index
    start = found.index + found[0].length
  }
  parts.push({ text: title.slice(start), separatorAt, end: title.length })
  return parts
}

function isSiteName(text: string, names: ReadonlySet<string>): boolean {
  const fold = foldText(text)
  if (fold === '') return false
  if (names.has(fold)) return true
  for (const name of names)
    if (
      name.length > 3 &&
      fold.length > 3 &&
      (fold === `the${name}` ||
        name === `the${fold}` ||
        (fold.startsWith(name) && fold.length <= name.length + 6) ||
        (name.startsWith(fold) && name.length <= fold.length + 6))
    )
      return true
  return false
}
