import { foldText } from './article-text.ts'

/** What an article's beginning says of its making. Metadata only: the text stays as written. */
export type ArticleDateline = { readonly place?: string; readonly agency?: string; readonly credit?: string }

/** Marks that part the dateline from the text. A comma or a full stop alone is too weak. */
const dash = /\s*(?:\s[-–—‐‑−]{1,2}\s?|[–—]|--)\s*/u
const maxLength = 120

/** An agency's name says what it is, or is an acronym, or is one of the world's wires. */
const agencyWords =
  /\b(?:news|press|agency|agence|agencia|agentur|online|media|radio|televisi|tv|kantor berita|antara|reuters|xinhua|tass|interfax|afp|dpa|efe|ansa|bernama|kyodo|yonhap|anadolu|apa|pti|ians|ani|upi|ap|kompas|tempo|wire|times|post|herald|tribune|network|group)\b|\.(?:com|net|org|id|co)\b|通讯社|通信社|新华社|中新社|日报|新闻网|新聞|社$|agentur|агентство|тасс|риа|интерфакс|новости|وكالة|أنباء|وام|واس/iu
const acronym = /^[A-Z][A-Z&]{1,9}$/
/** A place: one to four words with capitals, or a script that has none. */
const placeShape =
  /^(?:[\p{Lu}\p{Lt}][\p{L}\p{M}'’.-]*|(?:de|del|da|di|la|el|al|of|the|am|an|der|du|le|les|dos|das|y|sur|und|upon|[A-Z]\.?[A-Z]?\.?)\b)(?:[\s-](?:[\p{Lu}\p{Lt}][\p{L}\p{M}'’.-]*|(?:de|del|da|di|la|el|al|of|the|am|an|der|du|le|les|dos|das|y|sur|und|upon)\b)){0,4}$/u
const caselessShape =
  /^[\p{Script=Arabic}\p{Script=Han}\p{Script=Hangul}\p{Script=Thai}\p{Script=Hebrew}\p{Script=Devanagari}\s،]{2,24}$/u

/**
 * Reads `Beijing, Radio Bharata Online - …`, `JAKARTA, KOMPAS.com – …`, `LONDON (Reuters) - …`, `MADRID, 3 mar (EFE).- …`,
 * `(ANTARA) - …`, `МОСКВА, 5 июля — ТАСС. …`, `新华社北京7月1日电`. `text` is the body as plain text. Undefined when it
 * begins like any other text. `sites` (folded) are what the site calls itself: papers credit themselves there. `html` is the same with its markup: a place in bold before a dash is meant as one.
 */
export function readDateline(
  text: string,
  html = '',
  language?: string,
  sites: ReadonlySet<string> = new Set(),
): ArticleDateline | undefined {
  const start = text.trimStart().slice(0, 400).replace(/\s+/g, ' ')
  const dateline =
    readEastAsian(start) ??
    readIndian(start) ??
    readRussian(start) ??
    readParenthesis(start) ??
    readDashed(start, boldStart.test(html.slice(0, 1000)), sites)
  const place = dateline?.place === undefined ? undefined : inCase(dateline.place, language)
  const credit = findCredit(text, dateline?.agency)
  if (dateline === undefined && credit === undefined) return undefined
  return { ...dateline, ...(place && { place }), ...(credit && { credit }) }
}

/** `<p><strong>Demak</strong> - …` */
const boldStart = /^(?:\s|<(?!b\b|strong\b)[^<>]*>)*<(b|strong)\b[^<>]*>[^<]{2,60}<\/\1>(?:\s|&nbsp;)*[-–—]/i

function readDashed(start: string, isBold: boolean, sites: ReadonlySet<string>): ArticleDateline | undefined {
  const found = dash.exec(start.slice(0, maxLength))
  if (found === null || found.index < 2) return undefined
  const head = start.slice(0, found.index).trim()
  if (/[.!?;"“”«»]\s/u.test(head)) return undefined
  const parts = head.split(/\s*[,،/]\s*/u).filter((part) => part !== '' && !isDate(part))
  if (parts.length === 0 || parts.length > 4) return undefined
  const last = parts.at(-1) ?? ''
  if (parts.length > 1 && (isAgency(last) || sites.has(foldText(last)))) {
    const place = parts.slice(0, -1).join(', ')
    return parts.slice(0, -1).every(isPlace) ? { place, agency: last } : undefined
  }
  if (parts.length === 1 && isAgency(last) && !isShouted(last)) return { agency: last }
  if (!parts.every(isPlace)) return undefined
  // A place alone is believed when it is written as datelines are (in capitals), or stands with a country or a date.
  const certain = isBold || isShouted(parts[0] ?? '') || parts.length > 1 || head.split(/\s*[,،]\s*/u).some(isDate)
  return certain ? { place: parts.join(', ') } : undefined
}

function readParenthesis(start: string): ArticleDateline | undefined {
  const found = /^([^()]{0,60}?)\s*[（(]\s*([^()（）]{2,60})\s*[)）]\s*(?:[.:]?\s*[-–—‐−]{1,2}|\.-|[–—:：])/u.exec(
    start,
  )
  if (found === null) return undefined
  const agency = (found[2] ?? '').trim()
  const before = (found[1] ?? '')
    .split(/\s*[,،]\s*/u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !isDate(part))
  if (!before.every(isPlace) || before.length > 3) return undefined
  if (!isAgency(agency) && !(before.length > 0 && isShouted(before[0] ?? '')) && !caselessShape.test(agency))
    return undefined
  return { ...(before.length > 0 && { place: before.join(', ') }), ...(!isDate(agency) && { agency }) }
}

function readRussian(start: string): ArticleDateline | undefined {
  const found =
    /^(\p{Lu}[\p{L}\s-]{1,40}),\s*(?:\d{1,2}\s+\p{L}+(?:\s+\d{4})?)?\s*(?:[.,]\s*)?(?:[-–—]\s*)?\/?(ТАСС|РИА Новости|Интерфакс|[\p{Lu}][\p{L}\s-]{1,30})\/?\s*[.–—-]/u.exec(
      start,
    )
  const [, place, agency] = found ?? []
  if (place === undefined || agency === undefined || !/^\p{Script=Cyrillic}/u.test(place) || !isAgency(agency))
    return undefined
  return { place: place.trim(), agency: agency.trim() }
}

/** Agencies of Japan as its papers call them, and places that stand alone in their brackets: a mark (`【速報】`) stands there too. */
const japaneseAgencies = '時事|共同|ロイター|ブルームバーグ|AFP|AP|CNN|新華社|聯合'
const japanesePlaces =
  /^(?:東京|大阪|名古屋|京都|札幌|福岡|那覇|北京|上海|香港|台北|ソウル|平壌|ロンドン|パリ|ニューヨーク|ワシントン|ロサンゼルス|モスクワ|キーウ|ベルリン|ローマ|ブリュッセル|ジュネーブ|バンコク|ジャカルタ|マニラ|ハノイ|シンガポール|ニューデリー|シドニー|カイロ|エルサレム|テヘラン|イスタンブール)$/u

/**
 * `新华社北京7月1日电`, `本报上海11月24日电` (whose paper it is says no agency), `（中央社記者陳小明台北1日電）`; `【ロンドン時事】`,
 * `［東京　２４日　ロイター］`; `(서울=가나통신)`.
 */
function readEastAsian(start: string): ArticleDateline | undefined {
  const chinese =
    /^[（(【]?\s*(?:[本我][报報社网網台]|(\p{Script=Han}{2,8}[社网報报]))?(?:[记記]者(?:\p{Script=Han}{3}(?=\p{Script=Han}{2,6}\d))?)?\s*(\p{Script=Han}{2,6}?)(?:\d{1,2}月)?\d{1,2}日[电電讯訊]/u.exec(
      start,
    )
  if (chinese !== null) return placed(chinese[2], chinese[1])
  const korean = /^[[(【](\p{Script=Hangul}{2,8})\s?=\s?([^\])】=]{2,20})[\])】]/u.exec(start)
  if (korean !== null && !/기자|특파원/u.test(korean[2] ?? '')) return placed(korean[1], korean[2]?.trim())
  const dated = /^[[［]\s*(\p{L}{2,10}[ー\p{L}]*)\s+\p{Nd}{1,2}日\s+([^\]］]{2,12})[\]］]/u.exec(start)
  if (dated !== null) return placed(dated[1], dated[2]?.trim())
  const [, place = '', agency, name] =
    new RegExp(`^【([\\p{L}ー・]{2,12}?)(?:(${japaneseAgencies})|＝([\\p{L}ー・ 　]{2,12}))?】`, 'u').exec(start) ?? []
  return agency !== undefined || name !== undefined || japanesePlaces.test(place) ? placed(place, agency) : undefined
}

function placed(place: string | undefined, agency: string | undefined): ArticleDateline {
  return { ...(place && { place }), ...(agency && { agency }) }
}

/** `नई दिल्ली, 24 नवंबर (भाषा)`: no dash follows. */
function readIndian(start: string): ArticleDateline | undefined {
  const found =
    /^([\p{Script=Devanagari}\p{M}]+(?: [\p{Script=Devanagari}\p{M}]+)?),\s*\p{Nd}{1,2}\s+[\p{L}\p{M}]+\.?\s*[(（]([^()（）\d]{2,20})[)）]/u.exec(
      start,
    )
  return found === null ? undefined : placed(found[1], found[2]?.trim())
}

function isAgency(text: string): boolean {
  return text.length <= 60 && (acronym.test(text) || agencyWords.test(text))
}

function isPlace(text: string): boolean {
  return (
    text.length <= 40 && (placeShape.test(text) || (isShouted(text) && !/\d/.test(text)) || caselessShape.test(text))
  )
}

function isShouted(text: string): boolean {
  return text.length > 2 && text === text.toUpperCase() && text !== text.toLowerCase()
}

function isDate(text: string): boolean {
  return /\d/.test(text) && text.length < 30
}

/** `NEW YORK` as New York: capitals are the dateline's, not the place's. */
function inCase(place: string, language: string | undefined): string {
  if (!isShouted(place)) return place
  // `BALIKESİR` is Balıkesir: these alphabets have an I with a dot and one without.
  const locale = place.includes('İ') || /^(?:tr|az|tt|crh|gag)(?:[-_]|$)/i.test(language ?? '') ? 'tr' : 'und'
  return place
    .toLocaleLowerCase(locale)
    .replace(/(^|[\s,.-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase(locale))
}

/** An agency named with its acronym inside the text: `China Media Group (CMG)`. */
const withAcronym =
  /((?:[\p{Lu}][\p{L}\p{M}&.'’-]{0,40}\s+)(?:(?:of|and|de|for|the|la|du|des)\s+|[\p{Lu}][\p{L}\p{M}&.'’-]{0,40}\s+){0,5})\(([\p{Lu}][\p{Lu}&.-]{1,8})\)/gu
const mediaWords =
  /\b(?:news|press|agency|agence|agencia|media|radio|television|televisi|tv|broadcasting|kantor berita|network|newspaper|reuters|xinhua|wire)\b|通讯社|агентств|وكالة/iu

/**
 * The news organisation that the text says it took its matter from: a name of two words or more that names a medium, with
 * the acronym it explains. Organisations that only occur in the news (SCO) are none.
 */
function findCredit(text: string, agency: string | undefined): string | undefined {
  for (const found of text.slice(0, 20_000).matchAll(withAcronym)) {
    const name = `${(found[1] ?? '').trim()} (${found[2]})`
    if (mediaWords.test(name) && (found[1] ?? '').trim() !== agency) return name
  }
  const source =
    /(?:^|\n)\s*(?:[(（[]?\s*)(?:sumber|source|sources|quelle|fuente|fonte|источник|المصدر|来源|來源|出典)\s*[:：]\s*([^\n()（）\]]{2,60})/iu.exec(
      text,
    )
  return source?.[1]?.trim().replace(/[.。]$/, '')
}
