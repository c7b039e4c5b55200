import { afterLead } from './article-author.ts'
import { parseDate } from '../text/date.ts'
import { endsSentence, plainText, widthOf } from './article-text.ts'
import { findPageDate, type PageDateOptions, saysPublished, saysUpdated } from './page-date.ts'
import { closestThat, namesOf, type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { type Line, linesOfPage } from './page-lines.ts'

/** What several people wrote one after another below a text: who, when, and what, again and again. */
export type Messages = {
  /** The elements that hold them, with the line over them where it speaks of readers. */
  readonly blocks: readonly PageElement[]
  /**
   * Whether something says that these are what readers wrote: the line over them, a place to write an answer, or what is to be
   * clicked for one. Without, they may be a chronicle that is part of the text.
   */
  readonly isSure: boolean
}

/** Lines of a page that are looked at; a page of more is none of an article. */
const mostLines = 3000
/** Lines that may tell who wrote and when: each is asked for a date. */
const mostHeads = 80
/** Lines of one message. */
const mostOfOne = 15
/** Characters of a line that tells who and when; of a name; of the line over all; of a paragraph of the text. */
const longestHead = 90
const longestName = 40
const longestTitle = 60
const prose = 80
/** Characters of sentences that are a text together. */
const leastTogether = 160
/** Fewest characters of what somebody wrote. */
const leastSaid = 15

/** Words for those who read, and for what they do, in the line over what they wrote. */
const readers =
  /reader|your (?:say|views?|thoughts)|comment|komment|coment|koment|коммент|комент|discuss|diskus|diskuz|обсужд|обговор|keskust|feedback|responses|replies|leser|lezer|lecteur|lector|leitor|lettor|läsar|læser|lukij|czytelni|čtenář|čitatel|olvasó|cititor|читател|читач|αναγνώστ|αναγνωστ|σχόλι|okur|okuyucu|yorum|bạn đọc|độc giả|bình luận|ý kiến|pembaca|tanggapan|maoni|réaction|reacti|reageer|القراء|تعليق|خوانندگان|دیدگاه|نظرات|קוראים|תגובו|पाठक|टिप्पणी|পাঠক|মন্তব্য|ผู้อ่าน|ความ(?:คิด)?เห็น|读者|讀者|网友|網友|评论|評論|留言|読者|コメント|독자|댓글|의견|კომენტარ|guest ?book|gästebuch|gästbok|livre d['’]or|opinie|opinion(?:es|i|s) (?:de|of|dei)|мнения|what do you think|was (?:meinen|denken|meint|denkst) (?:sie|ihr|du)|(?:qu[’']en|que) pensez-vous|qué (?:opinas?|piensas?)|o que (?:você )?acha|cosa ne pensi|wat vind(?:t)? (?:u|jij|je)|vad tycker|hva mener|mitä mieltä|co sądzi|co si myslíte|mit gondol|ce părere|что (?:вы )?думаете|що (?:ви )?думаєте|τι γνώμη|siz ne düşünüyorsunuz|apa (?:pendapat|kata) |bạn nghĩ|ما رأيك|رأيك|نظر شما|آپ کی رائے|דעתכם|מה אתם חושבים|आपकी राय|আপনার মতামত|คุณคิดอย่างไร|您怎么看|你怎麼看|どう思いますか|여러분의 생각/iu
/** What is clicked to answer, or to tell on somebody. */
const answers =
  /^(?:reply|answer|report|like|antworten|melden|répondre|signaler|responder|denunciar|rispondi|segnala|beantwoorden|reageer|svara|svar|anmäl|vastaa|odpowiedz|zgłoś|odpovědět|odpovedať|válasz|răspunde|απάντηση|ответить|пожаловаться|відповісти|отговор|odgovori|yanıtla|cevapla|trả lời|thích|balas|laporkan|رد|پاسخ|הגב|जवाब दें|উত্তর|ตอบกลับ|回复|回覆|返信|답글)(?:\s*[([]?\p{Nd}*[)\]]?)$/iu

type Head = { readonly name: string; readonly from: number; readonly to: number; readonly date: string }

/** `since`: when the article was published, where that is known. */
type MessageOptions = { readonly hints: PageDateOptions; readonly since?: number | undefined }

const dayMs = 24 * 60 * 60 * 1000

const outer = namesOf('body main article html')
const headings = namesOf('h1 h2 h3 h4 h5 h6')
const boxes = 'div, section, article, li, blockquote, table'

/** What people wrote below the text that begins at `heading`: by their names and times, whatever markup these stand in. */
export function findMessages(
  document: PageDocument,
  heading: PageElement | undefined,
  options: MessageOptions,
): Messages | undefined {
  if (heading === undefined) return undefined
  const lines = linesOfPage(document, mostLines)
  const at = lines.findIndex(({ element }) => heading === element || heading.contains(element))
  const text = at < 0 ? -1 : beginOfText(lines, at)
  if (text < 0) return undefined
  // Asking every line for a date is dear: without any sign of readers it only matters what may date the article.
  if (options.since !== undefined && !mayBeSure(document, lines.slice(text + 1))) return undefined
  const heads = headsIn(lines, text + 1, options.hints)
  const [first] = heads
  if (first === undefined) return undefined
  const title = titleOver(lines, heads, text)
  const isOver = title !== undefined
  const isAlone = heads.length < 2 && !isOver
  if (isAlone && !isLoneMessage(lines, first, heading)) return undefined
  if (heads.length > 1 && !areSeveral(heads)) return undefined
  if (!heads.every(({ date }) => isAfter(date, options)) || beginsBefore(lines, first, { at, text }, options))
    return undefined
  const held = blocksOf(heads, lines)
  if (held.length === 0 || held.some((block) => block.contains(heading)) || goesOn(held)) return undefined
  const blocks = title === undefined || held.some((block) => block.contains(title)) ? held : [title, ...held]
  const isSure = isOver || hasAnswers(lines, heads) || hasFormBelow(document, held)
  return isAlone && !isSure ? undefined : { blocks, isSure }
}

/**
 * Whether one who speaks alone has what was said in a box with the name and the time, and is not who published the article, as
 * its foot tells: `Posted by Ada Finch on 9 March`.
 */
function isLoneMessage(lines: readonly Line[], { from, to }: Head, heading: PageElement): boolean {
  const head = lines[from]
  const below = lines.slice(to + 1, to + mostOfOne)
  let box = head?.element.closest(boxes) ?? null
  while (box !== null && !below.some(({ element }) => box?.contains(element)))
    box = box.parentElement?.closest(boxes) ?? null
  if (box === null || box.contains(heading)) return false
  if (lines.slice(0, from).some(({ text, element }) => text.length >= prose && box.contains(element))) return false
  const isOfArticle = lines
    .slice(from, to + 1)
    .some(({ text }) => saysPublished(text) || saysUpdated(text) || afterLead(text) !== undefined)
  if (isOfArticle) return false
  const said = below.filter(({ element }) => box.contains(element))
  return said.some(({ text }) => text.length >= leastSaid && endsSentence(text))
}

/** The first line of prose below a heading, or where a few sentences together are as much: interviews answer in a word. */
function beginOfText(lines: readonly Line[], heading: number): number {
  let sum = 0
  for (let at = heading + 1; at < lines.length; at++) {
    const { text = '' } = lines[at] ?? {}
    const width = widthOf(text)
    if (endsSentence(text)) sum += width
    if (width >= prose || sum >= leastTogether) return at
  }
  return -1
}

/** Whether anything on the page could say that readers wrote there. */
function mayBeSure({ elements }: PageDocument, lines: readonly Line[]): boolean {
  if (elements.some(({ localName }) => localName === 'textarea')) return true
  return lines.some(({ text }, at) => {
    if (text.length > longestTitle) return false
    const isOverTime = [1, 2, 3].some((ahead) => /\p{Nd}/u.test(lines[at + ahead]?.text.slice(0, longestHead) ?? ''))
    return answers.test(text) || (isOverTime && readers.test(text))
  })
}

/** `tom1987` is no year. */
const numbered = /(?<![\p{L}\p{Nd}])\p{L}{2,}[\p{L}_.-]*\p{Nd}+(?![\p{L}\p{Nd}])/gu

/** Who wrote when, from the first on: each with something said before the next. */
function headsIn(lines: readonly Line[], start: number, options: PageDateOptions): readonly Head[] {
  const found: Head[] = []
  let asked = 0
  for (let at = start; at < lines.length && asked < mostHeads; at++) {
    const { text: line = '', element } = lines[at] ?? {}
    const text = line.length > longestHead ? headOf(line) : line
    if (element === undefined || text.length > longestHead || !/\p{Nd}/u.test(text)) continue
    asked++
    const date = findPageDate(text.replace(numbered, ' '), options)?.text
    if (date === undefined || closestThat(element, isElsewhere) !== null) continue
    const rest = bare(text.replace(date, ' '))
    const before = lines[at - 1]
    const behind = lines[at + 1]
    if (isName(rest) && text.includes(date)) found.push({ name: rest, from: at, to: at, date })
    else if (rest === '' && isName(before?.text) && at - 1 >= start)
      found.push({ name: bare(before?.text), from: at - 1, to: at, date })
    else if (rest === '' && isName(behind?.text)) found.push({ name: bare(behind?.text), from: at, to: at + 1, date })
  }
  const said = found.filter((head, index) => hasSaid(lines, head, found[index + 1]?.from ?? head.to + mostOfOne))
  // Those that follow one another: what comes after a gap is something else.
  const end = said.findIndex((head, index) => index > 0 && head.from - (said[index - 1]?.to ?? 0) > mostOfOne)
  return (end < 0 ? said : said.slice(0, end)).filter(({ from }) => !isTeaser(lines[from]))
}

/** What stands before a dash near the beginning of a line: who wrote when, where what was said follows in the same line. */
function headOf(line: string): string {
  const end = line.slice(0, longestHead).search(/\s[-–—|]\s+\P{Nd}/u)
  return end < 0 ? line : line.slice(0, end)
}

function hasSaid(lines: readonly Line[], { from, to }: Head, next: number): boolean {
  if (from === to && (lines[to]?.text.length ?? 0) > longestHead) return true
  return lines.slice(to + 1, Math.min(next, to + mostOfOne)).some(({ text }) => text.length >= leastSaid)
}

/** What a headline of another article has: it is a heading that leads there. */
function isTeaser(line: Line | undefined): boolean {
  const head = line?.element.closest('h1, h2, h3, h4, h5, h6') ?? null
  return head !== null && (head.querySelector('a[href]') !== null || head.closest('a[href]') !== null)
}

/** Without marks, numbers of the message and what stands between a name and a time. */
function bare(text = ''): string {
  return plainText(text)
    .replace(/^[\s#№|•·,–—()[\]/:.-]*(?:\p{Nd}{1,4}[.)]?\s)?|[\s|•·,–—()[\]/:-]+$/gu, '')
    .replace(
      /\s+(?:at|on|am|um|le|à|el|a las|il|em|op|den|kl|w|dne|в|о|says?|said|wrote|writes|schrieb|schreibt|dit|a écrit|dice|escribió|scrive|написал(?:а)?|пише)$/iu,
      '',
    )
    .replace(/[\s|•·,–—()[\]/:-]+$/u, '')
    .replace(behindTime, '')
}

/** What stands behind a clock time and is not read with it. */
const behindTime = /\s+(?:น\.?|Uhr|hrs?\.?|ч\.?|год\.?|godz\.?|klo|óra(?:kor)?)$/iu

/** A name as people give it to themselves: a few words, no sentence. */
function isName(text = ''): boolean {
  const name = bare(text)
  return (
    name.length >= 2 &&
    name.length <= longestName &&
    /\p{L}/u.test(name) &&
    (!/[.!?。…]$/u.test(name) || /(?:^|\s)\p{Lu}\.$/u.test(name)) &&
    !/[:：]/u.test(name) &&
    name.split(/\s+/).length <= 5
  )
}

function isElsewhere({ localName, className }: PageElement): boolean {
  return /^(?:nav|footer|aside|figure|form)$/.test(localName) || /related|recommend/i.test(className)
}

/** Readers write after the article was published, and not in days to come. */
function isAfter(date: string, { hints, since }: MessageOptions): boolean {
  const at = parseDate(date, hints)?.at
  if (at === undefined) return false
  return (
    !(since !== undefined && at < since - 1.5 * dayMs) && !(hints.now !== undefined && at > hints.now + 1.5 * dayMs)
  )
}

/** Whether what is told of at its beginning has a head of the same make: a page of readers' letters, a chronicle. */
function beginsBefore(
  lines: readonly Line[],
  first: Head,
  { at, text }: { readonly at: number; readonly text: number },
  { hints }: MessageOptions,
): boolean {
  const make = makeOf(lines[first.from])
  const before = headsIn(lines.slice(0, text + 1), Math.max(at + 1, text - 3), hints)
  return before.some(({ from }) => makeOf(lines[from]) === make)
}

function makeOf(line: Line | undefined): string {
  const { element } = line ?? {}
  return `${element?.localName} ${element?.className} ${element?.parentElement?.localName} ${element?.parentElement?.className}`
}

/** One who reports all day is no reader, nor is a thing that is told of at every date. */
function areSeveral(heads: readonly Head[]): boolean {
  const names = new Set(heads.map(({ name }) => name.toLowerCase()))
  return names.size > 1 && names.size >= heads.length * (heads.length <= 5 ? 0.6 : 0.4)
}

/** Whether each has a heading of its own over who wrote and when. */
function haveSubjects(lines: readonly Line[], heads: readonly Head[]): boolean {
  if (heads.length < 2) return false
  const makes = new Set(heads.map(({ from }) => lines[from - 1]?.element.closest('h2, h3, h4, h5, h6')?.localName))
  return makes.size === 1 && !makes.has(undefined) && !readers.test(lines[(heads[0]?.from ?? 0) - 1]?.text ?? '')
}

/** The line right above the first, when it speaks of readers or of what they write. */
function titleOver(lines: readonly Line[], heads: readonly Head[], text: number): PageElement | undefined {
  const at = (heads[0]?.from ?? 0) - (haveSubjects(lines, heads) ? 2 : 1)
  const line = lines[at]
  if (line === undefined || at <= text || line.text.length > longestTitle || !readers.test(line.text)) return undefined
  let element = line.element
  while (
    element.parentElement !== null &&
    !outer.has(element.parentElement.localName) &&
    visibleText(element.parentElement, line.text.length + 10).length <= line.text.length + 2
  )
    element = element.parentElement
  return element
}

/** The parts of the innermost element around all heads that hold them, and what was said after the last. */
function blocksOf(heads: readonly Head[], lines: readonly Line[]): readonly PageElement[] {
  const elements = heads.flatMap(({ from }) => lines[from]?.element ?? [])
  const [first, ...others] = elements
  if (first === undefined) return []
  let box: PageElement | null =
    others.length === 0
      ? ((first.closest('li, div, section, article, blockquote, tr') ?? null)?.parentElement ?? null)
      : first.parentElement
  while (box !== null && !others.every((element) => box?.contains(element) && box !== element)) box = box.parentElement
  if (box === null) return []
  const parts = [...box.children]
  const indexes = elements.map((element) => parts.findIndex((part) => part.contains(element)))
  const [start = -1] = indexes
  const last = indexes.at(-1) ?? -1
  if (start < 0 || last < start || new Set(indexes).size !== indexes.length) return []
  const end = hasOwnWords(parts[last], lines, heads.at(-1)) ? last : lastOf(parts, last, largestGap(indexes))
  return parts.slice(start, end + 1)
}

/** Whether a part holds what was said, and not only who said it. */
function hasOwnWords(part: PageElement | undefined, lines: readonly Line[], head: Head | undefined): boolean {
  if (part === undefined || head === undefined) return true
  const said = lines.slice(head.from, head.to + 1).reduce((sum, { text }) => sum + text.length, 0)
  return visibleText(part, said + 2 * leastSaid).length >= said + leastSaid
}

function largestGap(indexes: readonly number[]): number {
  return indexes.reduce((most, index, at) => Math.max(most, at === 0 ? 1 : index - (indexes[at - 1] ?? 0)), 1)
}

/** As many parts after the last head as stood between two others, up to a heading or a form. */
function lastOf(parts: readonly PageElement[], last: number, gap: number): number {
  let end = last
  while (end + 1 < parts.length && end + 1 < last + Math.max(2, gap)) {
    const next = parts[end + 1]
    if (next === undefined || headings.has(next.localName) || next.localName === 'form') break
    end++
  }
  return end
}

/** Whether prose follows in the same text: then what was found is a part of it. */
function goesOn(blocks: readonly PageElement[]): boolean {
  let at: PageElement | null = blocks.at(-1) ?? null
  while (at !== null && at.localName !== 'body') {
    for (let next = at.nextElementSibling; next !== null; next = next.nextElementSibling) {
      if (/^(?:footer|aside|form|nav)$/.test(next.localName)) continue
      if (isProse(next) || [...next.querySelectorAll('p')].slice(0, 50).some(isProse)) return true
    }
    if (outer.has(at.localName)) return false
    at = at.parentElement
  }
  return false
}

function isProse(element: PageElement): boolean {
  return (
    element.localName === 'p' &&
    visibleText(element, prose).length >= prose &&
    closestThat(element, isElsewhere) === null
  )
}

/** Whether most of them end with what is clicked to answer. */
function hasAnswers(lines: readonly Line[], heads: readonly Head[]): boolean {
  const answered = heads.filter(({ to }, index) => {
    const next = heads[index + 1]?.from ?? to + mostOfOne
    return lines.slice(to + 1, next).some(({ text }) => answers.test(text))
  })
  return answered.length * 2 >= heads.length
}

/** Whether a place to write in follows, or stands right above them, which is no search. */
function hasFormBelow({ elements }: PageDocument, blocks: readonly PageElement[]): boolean {
  const [first] = blocks
  if (first === undefined) return false
  const area = elements.findLastIndex(({ localName }) => localName === 'textarea')
  return area > elements.indexOf(first)
}
