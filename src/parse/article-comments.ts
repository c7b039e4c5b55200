import { foldText } from './article-text.ts'
import { closestThat, holdsNamed, namesOf, type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { linesOf } from './page-lines.ts'

/** What stands over what readers wrote, in the words of many languages: with a count, or as the whole of its line. */
const words =
  'comments?|replies|reply|responses?|thoughts?|komentar|tanggapan|komen|maoni|kommentare?|kommentarer|leserkommentare|reaktionen|reacties?|commentaires?|réactions?|comentarios?|comentários?|comentarii|comentaris|commenti|kommentit|kommenttia?|komentarze|komentarzy|komentáře|komentářů|komentáre|komentárov|hozzászólás(?:ok)?|komentari|komentara|komentarji|komentarjev|коментар(?:и|ів|а|я)?|комментари(?:и|ев|й|я)|пікір(?:лер)?|yorum(?:lar)?|şərh(?:lər)?|bình luận|ý kiến|σχόλι(?:α|ο)|תגובות|תגובה|تعليق(?:ات)?|التعليقات|نظرات|دیدگاه(?:[\\u200c ]?ها)?|تبصرے|टिप्पणि(?:याँ|यां)|टिप्पणी|मंतव्य|মন্তব্য|কমেন্ট|கருத்துகள்|கருத்துக்கள்|వ్యాఖ్యలు|അഭിപ്രായങ്ങൾ|ความคิดเห็น|评论|評論|留言|回复|回覆|コメント|댓글|კომენტარ(?:ი|ები)|մեկնաբանություն(?:ներ)?|kommentaarid?|komentāri|komentarai|ummæli|koment(?:e|et)|iruzkinak?|mga komento'
const count = '[(\\[（]?\\p{Nd}{1,3}(?:[.,  ]?\\p{Nd}{3})?[)\\]）]?'
const alone = new RegExp(`^(?:${words})\\s*[:：]?$`, 'iu')
/** The same with whose they are: `Maoni ya wasomaji`, `Comentarios de los lectores`. */
const ofReaders = new RegExp(
  `^(?:${words}|voices?|letters?|stimmen|meinungen|voix|avis|opini(?:ons?|ones|ões|oni)|meningen|głosy|názory|мнения|думки)\\s(?:[\\p{L}\\p{M}’']+\\s){0,2}(?:readers|wasomaji|leser(?:innen)?|lezers|lecteurs|lectores|leitores|lettori|läsarna|läsare|leserne|læserne|lukijoilta|czytelników|čtenářů|čitateľov|čitatelja|čitalaca|cititorilor|читателей|читачів|на читателите|αναγνωστών|okurlardan|bạn đọc|độc giả|pembaca|القراء|خوانندگان|הקוראים|पाठकों की)\\s*[:：]?$`,
  'iu',
)
const counted = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${words})\\s*[:：]?\\s*${count}\\s*$|^${count}\\s*(?:\\S{1,12}\\s)?(?:${words})(?![\\p{L}\\p{M}])`,
  'iu',
)
const countFirst = new RegExp(`^${count}\\s*(?:${words})(?![\\p{L}\\p{M}])`, 'iu')
/** A count in brackets: it says how many there are of something below. */
const anyCount = /[([（]\p{Nd}{1,4}[)\]）]\s*$/u

const headings = namesOf('h2 h3 h4 h5 h6 legend summary dt p div span strong b')
const inner = namesOf('p div ul ol section article')
const outer = namesOf('body main article html')
const paragraphs = namesOf('p')
/** Lines that may stand over comments, and elements below each: a page of more is none of an article. */
const mostHeads = 100
const mostBelow = 500
/** A heading is no longer; one that names the article's title besides. */
const longestHeading = 60
const longestOverTitle = 240
/** Characters of a paragraph that is of the article. */
const prose = 80

/**
 * What readers wrote below the article: blocks under a heading that counts or names them, of which each begins with who
 * speaks. They stand below its text only, and nothing of it follows them.
 */
export function findComments(document: PageDocument, heading: PageElement | undefined): readonly PageElement[] {
  if (heading === undefined) return []
  const { elements } = document
  const after = elements.slice(elements.indexOf(heading) + 1)
  const text = after.findIndex((element) => isProse(element))
  if (text < 0) return []
  // schema.org's Comment and UserComments.
  const found = [...document.querySelectorAll('[itemtype*="Comment" i]')].filter((block) => !block.contains(heading))
  const called = foldText(visibleText(heading, longestOverTitle))
  let heads = 0
  for (const element of after.slice(text + 1)) {
    if (heads >= mostHeads) break
    if (!headings.has(element.localName) || found.some((block) => block.contains(element))) continue
    const line = visibleText(element, longestOverTitle + 1)
    // `3 responses to “Ferry returns”`
    const isOfTitle = line.length > longestHeading && countFirst.test(line) && foldText(line).includes(called)
    if (line === '' || (line.length > longestHeading && !isOfTitle) || line.length > longestOverTitle) continue
    if (!(/\p{Nd}/u.test(line) ? counted.test(line) || anyCount.test(line) : isAlone(line))) continue
    if (holdsNamed(element, inner) || closestThat(element, isLinked) !== null) continue
    heads++
    found.push(...commentsUnder(element, line, heading))
  }
  return found
}

function isAlone(line: string): boolean {
  return alone.test(line) || ofReaders.test(line)
}

function isProse(element: PageElement): boolean {
  return paragraphs.has(element.localName) && visibleText(element, prose).length >= prose
}

function isLinked({ localName }: PageElement): boolean {
  return localName === 'a' || localName === 'nav'
}

function commentsUnder(head: PageElement, line: string, title: PageElement): readonly PageElement[] {
  let block = head
  // Up to the outermost block that begins with this heading.
  while (
    block.parentElement !== null &&
    !outer.has(block.parentElement.localName) &&
    !block.parentElement.contains(title) &&
    isFirst(block)
  )
    block = block.parentElement
  const isBoxed = block !== head && visibleText(block, 2 * longestHeading).length > line.length + 20
  const below = isBoxed ? [...block.children].filter((child) => !child.contains(head)) : following(head)
  const messages = messagesIn(below)
  if (counted.test(line)) {
    if (isBoxed && (messages.length > 0 || visibleText(block, mostUnparted).length < mostUnparted)) return [block]
    if (messages.length === 0) return []
  } else {
    const most = isAlone(line) ? Number.POSITIVE_INFINITY : Number(/\p{Nd}+/u.exec(line)?.[0])
    const isMore = hasProseAfter(messages, isBoxed ? following(block) : below)
    if (messages.length < 2 || messages.length > most || isMore || messages.some(isCard)) return []
  }
  if (isBoxed) return [block]
  const last = below.findLastIndex((element) => messages.some((message) => element.contains(message)))
  return [head, ...below.slice(0, last + 1)]
}

/** Characters that a box may have in which nothing tells one reader from another. */
const mostUnparted = 1500

/** Whether a block leads to something else, or shows it: readers mostly do neither. */
function isCard(block: PageElement): boolean {
  return (
    [...block.querySelectorAll('h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4, figure')]
      .length > 0
  )
}

function isFirst(element: PageElement): boolean {
  let before = element.previousSibling
  while (before !== null) {
    if ((before.textContent ?? '').trim() !== '') return false
    before = before.previousSibling
  }
  return true
}

/** The elements after a heading up to the next one. */
function following(head: PageElement): readonly PageElement[] {
  const below: PageElement[] = []
  for (let next = head.nextElementSibling; next !== null && below.length < mostBelow; next = next.nextElementSibling) {
    if (/^h[1-6]$/.test(next.localName)) break
    below.push(next)
  }
  return below
}

/** Whether the text goes on after these blocks: then they are a part of it. */
function hasProseAfter(messages: readonly PageElement[], below: readonly PageElement[]): boolean {
  const last = below.findLastIndex((element) => messages.some((message) => element.contains(message)))
  return below.slice(last + 1).some(isProse)
}

/** The elements of one make that each begin with who speaks, and when, and go on with what was said: the most of one make. */
function messagesIn(below: readonly PageElement[]): readonly PageElement[] {
  const makes = new Map<string, PageElement[]>()
  const candidates = below.flatMap((element) => [element, ...element.children, ...grandchildren(element)])
  for (const element of candidates.slice(0, 300)) {
    if (!isMessage(element)) continue
    const make = `${element.localName} ${element.className.split(/\s+/)[0]}`
    const known = makes.get(make)
    if (known === undefined) makes.set(make, [element])
    else if (!known.some((message) => message.contains(element))) known.push(element)
  }
  makes.set('dl', candidates.filter(isTermOfMessage))
  let most: readonly PageElement[] = []
  for (const messages of makes.values()) if (messages.length > most.length) most = messages
  return most
}

/** Who speaks in a list of descriptions, where what was said follows. */
function isTermOfMessage(element: PageElement): boolean {
  if (element.localName !== 'dt' || element.nextElementSibling?.localName !== 'dd') return false
  return (
    visibleText(element, longestHeading + 1).length <= longestHeading &&
    visibleText(element.nextElementSibling, 40).length >= 40
  )
}

function grandchildren(element: PageElement): readonly PageElement[] {
  return [...element.children].flatMap((child) => [...child.children])
}

const names = namesOf('b strong cite a span h4 h5 h6 dt address header div p')

/** `Juma: Hongera sana, …`: a name and what was said in one line. */
const spokenLine = /^\p{L}[\p{L}\p{M}\p{N} .’'-]{1,30}[:：]\s\S.{20,}[.!?。…]["'”»)]*$/u

/** What stands between who speaks and what was said. */
const says =
  /\s(?:says?|said|writes|wrote|schreibt|schrieb|sagt|meint|a écrit|dit|dice|escribió|diz|disse|scrive|ha scritto|zegt|schreef|skriver|skrev|säger|sier|siger|sanoo|kirjoitti|pisze|napisał\p{L}*|píše|říká|hovorí|kaže|пишет|написал\p{L}*|говорит|пише|написав|написала|каже|каза|írta|mondta|diyor|dedi|yazdı|berkata|menulis|viết|nói|يقول|كتب|می‌گوید|कहते हैं)\s*[:：]$/iu

/** Whether a block is what one reader wrote: a name in an element of its own, and then at least a few words. */
function isMessage(block: PageElement): boolean {
  if (!/^(?:div|li|article|section|dd|tr|blockquote)$/.test(block.localName)) return false
  const lines = linesOf(block, 12)
  const [first, ...rest] = lines
  if (block.localName === 'li' && lines.length === 1 && spokenLine.test(first?.text ?? '')) return true
  if (first === undefined || first.element === block || !names.has(first.element.localName)) return false
  if (first.text.length > longestHeading || /(?<!\p{Nd})[.!?。…:]$/u.test(first.text.replace(says, ''))) return false
  return rest.some(({ text }) => text.length >= 15 && /[.!?。…]|\S\s\S+\s\S/u.test(text))
}

/** Fewest characters of an article that stand before what a reader says of it. */
const leastBefore = 200

/** Whether a date belongs to what one reader wrote: it stands with a name over words of their own, below a longer text. */
export function isOfMessage(date: PageElement, heading: PageElement | undefined, { elements }: PageDocument): boolean {
  if (heading === undefined) return false
  const block = closestThat(date, isMessage)
  if (block === null || block.contains(heading)) return false
  const wanted = Math.max(leastBefore, visibleText(block).length + 1)
  let length = 0
  for (const element of elements.slice(elements.indexOf(heading) + 1, elements.indexOf(block))) {
    if (isProse(element)) length += visibleText(element).length
    if (length >= wanted) return true
  }
  return false
}
