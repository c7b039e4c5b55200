import { isAscii, isUtf8 } from 'node:buffer'
import { beyondAscii, moveBytes } from './bytes.ts'
import { Characters, windowBytes } from './characters.ts'
import { characterOf } from './entities.ts'
import { encodingsToTry, guessEncoding } from './guess-encoding.ts'
import { encodedOnce, windows1252 } from './mojibake.ts'

export type Decoded = {
  readonly text: string
  /** WHATWG name in lower case, or `utf-32le`, `utf-32be`, of the encoding the bytes were really read in. */
  readonly encoding: string
  readonly warnings: readonly string[]
}

export type DecodeOptions = {
  /** The HTTP Content-Type, for its charset. */
  readonly contentType?: string | undefined
  /** BCP 47; says which old encoding an unlabelled document is likely to be in. */
  readonly language?: string | undefined
}

/** Names in use that the WHATWG Encoding Standard does not list. */
const aliases: Readonly<Record<string, string>> = {
  'cp-1250': 'windows-1250',
  'cp-1251': 'windows-1251',
  'cp-1252': 'windows-1252',
  'win-1250': 'windows-1250',
  'win-1251': 'windows-1251',
  'win-1252': 'windows-1252',
  win1251: 'windows-1251',
  windows1251: 'windows-1251',
  windows1252: 'windows-1252',
  iso_8859_1: 'windows-1252',
  'iso-latin-1': 'windows-1252',
  'latin-1': 'windows-1252',
  'cp-936': 'gbk',
  cp936: 'gbk',
  'euc-cn': 'gbk',
  'gb-2312': 'gbk',
  cp932: 'shift_jis',
  'shift-js': 'shift_jis',
  'x-euc-jp': 'euc-jp',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  cp950: 'big5',
  cp874: 'windows-874',
  tis620: 'windows-874',
  cp866: 'ibm866',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  'utf-8n': 'utf-8',
  utf_8: 'utf-8',
  utf: 'utf-8',
}

/** The encodings that were used for a language before UTF-8, the likelier first. */
const byLanguage: Readonly<Record<string, readonly string[]>> = {
  ja: ['shift_jis', 'euc-jp'],
  zh: ['gb18030', 'big5'],
  ko: ['euc-kr'],
  th: ['windows-874'],
  ru: ['windows-1251', 'koi8-r'],
  uk: ['windows-1251'],
  be: ['windows-1251'],
  bg: ['windows-1251'],
  mk: ['windows-1251'],
  sr: ['windows-1251'],
  kk: ['windows-1251'],
  el: ['windows-1253'],
  tr: ['windows-1254'],
  az: ['windows-1254'],
  he: ['windows-1255'],
  ar: ['windows-1256'],
  fa: ['windows-1256'],
  ur: ['windows-1256'],
  lt: ['windows-1257'],
  lv: ['windows-1257'],
  et: ['windows-1257'],
  vi: ['windows-1258'],
  pl: ['windows-1250'],
  cs: ['windows-1250'],
  sk: ['windows-1250'],
  hu: ['windows-1250'],
  ro: ['windows-1250'],
  hr: ['windows-1250'],
  sl: ['windows-1250'],
}

/** The WHATWG name for a label; undefined for one that means nothing. */
function encodingOf(label: string): string | undefined {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  try {
    return new TextDecoder(aliases[name] ?? name).encoding
  } catch (error) {
    // A label nobody knows is no label: that is what the exception says.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return bufferOf(bytes).toString('latin1', start, end)
}

/** The labels a document carries, in order of trust: HTTP, XML declaration, meta. */
function labels(bytes: Uint8Array, contentType: string | undefined): string[] {
  const found: string[] = []
  const charset = /charset\s*=\s*["']?\s*([^\s;"']+)/i.exec(contentType ?? '')?.[1]
  if (charset !== undefined) found.push(charset)
  const head = latin1(bytes, 0, 1024)
  const declared = /<\?xml[^>]*?\sencoding\s*=\s*["']?\s*([^\s"'?>]+)/i.exec(head)?.[1]
  if (declared !== undefined) found.push(declared)
  const meta = /<meta[^>]+charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(head)?.[1]
  if (meta !== undefined) found.push(meta)
  return found
}

function declaredLanguage(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes, 0, 4096)
  return (
    /<(?:dc:)?language>\s*([a-z]{2,3})\b/i.exec(head)?.[1] ?? /\sxml:lang\s*=\s*["']([a-z]{2,3})\b/i.exec(head)?.[1]
  )
}

/** UTF-16 and UTF-32, by mark or by where the zeros of the first ASCII characters stand. */
function wideEncoding(bytes: Uint8Array): { encoding: string; skip: number } | undefined {
  const [a = -1, b = -1, c = -1, d = -1] = bytes
  if (a === 0xff && b === 0xfe) {
    return c === 0 && d === 0 ? { encoding: 'utf-32le', skip: 4 } : { encoding: 'utf-16le', skip: 2 }
  }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', skip: 2 }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32be', skip: 4 }
  if (a === 0 && b === 0 && c === 0 && d > 0) return { encoding: 'utf-32be', skip: 0 }
  if (a > 0 && b === 0 && c === 0 && d === 0) return { encoding: 'utf-32le', skip: 0 }
  if (a === 0 && b > 0 && c === 0 && d > 0) return { encoding: 'utf-16be', skip: 0 }
  if (a > 0 && b === 0 && c > 0 && d === 0) return { encoding: 'utf-16le', skip: 0 }
  return undefined
}

function fromUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  let part = ''
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, littleEndian)
    part += point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? '\ufffd' : String.fromCodePoint(point)
    if (part.length > 8192) {
      parts.push(part)
      part = ''
    }
  }
  return parts.join('') + part
}

/** No byte is wrong in it, and it is Latin-1 but for 32 characters: the commonest old encoding need not be slow. */
function fromWindows1252(bytes: Uint8Array): string {
  const text = latin1(bytes, 0, bytes.length)
  return text.replace(/[\u0080-\u009f]/g, (control) => windows1252.charAt(control.charCodeAt(0) - 0x80))
}

/** So much is decoded at once: all as one string would take more memory than all else. */
const partBytes = 16 * 1024

/** In no encoding a byte becomes more bytes of UTF-8 than this. */
const mostUtf8 = 3

/**
 * Bytes of another encoding in UTF-8.
 *
 * @param fatal throws TypeError where a byte is wrong in the encoding
 */
function inUtf8(bytes: Uint8Array, encoding: string, fatal: boolean): Buffer {
  const decoder = encoding === 'windows-1252' ? undefined : new TextDecoder(encoding, { fatal })
  let utf8 = Buffer.alloc(0)
  let written = 0
  for (let at = 0; at === 0 || at < bytes.length; at += partBytes) {
    const part = bytes.subarray(at, at + partBytes)
    const text = decoder?.decode(part, { stream: at + partBytes < bytes.length }) ?? fromWindows1252(part)
    // Room is asked for when the beginning was right, and what is not used of it takes no memory.
    if (at === 0) utf8 = Buffer.allocUnsafe(mostUtf8 * bytes.length + mostUtf8)
    written += utf8.write(encoding === 'iso-8859-16' ? asRomanian(text) : text, written)
  }
  return utf8.subarray(0, written)
}

/** In UTF-8, without a byte that is wrong in the encoding; undefined otherwise. A last character may be cut off. */
function strict(bytes: Uint8Array, encoding: string): Buffer | undefined {
  const longest = encoding === 'gb18030' ? 3 : 2
  for (let cut = 0; cut <= longest && cut <= bytes.length; cut++) {
    try {
      return inUtf8(bytes.subarray(0, bytes.length - cut), encoding, true)
    } catch (error) {
      // "The encoded data was not valid": an answer, not a failure.
      if (!(error instanceof TypeError)) throw error
    }
  }
  return undefined
}

/** ISO-8859-16 (Romanian) from 0xa1 on: Node's decoder takes it for Latin-1. */
const romanian = 'ĄąŁ€„Š§š©Ș«Ź\u00adźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ'

function asRomanian(text: string): string {
  return text.replace(/[\u00a1-\u00ff]/g, (letter) => romanian.charAt(letter.charCodeAt(0) - 0xa1))
}

/** The place up to which bytes are whole UTF-8 characters, when only the last one may be cut off. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

/** How long the UTF-8 character at `at` is; 0 where there is none (RFC 3629 section 4). */
function utf8Length(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0xc2 || first > 0xf4) return 0
  const second = bytes[at + 1] ?? 0
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high) return 0
  if (first < 0xe0) return 2
  if (!isTail(bytes[at + 2])) return 0
  if (first < 0xf0) return 3
  return isTail(bytes[at + 3]) ? 4 : 0
}

function isTail(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

/**
 * How many UTF-8 characters and how many bytes that belong to none there are beyond ASCII.
 *
 * @param least counts on only while there may still be so many times as many characters as bytes; 0 counts all
 */
function tally(bytes: Uint8Array, least: number): { whole: number; stray: number } {
  let whole = 0
  let stray = 0
  for (let at = beyondAscii(bytes, 0); at < bytes.length; ) {
    const length = utf8Length(bytes, at)
    if (length > 0) whole++
    else stray++
    if (least * stray > whole + (bytes.length - at) / 2) break
    at = beyondAscii(bytes, at + (length || 1))
  }
  return { whole, stray }
}

/** In UTF-8, the character of each byte from 0x80 on in windows-1252. */
const western: readonly Uint8Array[] = Array.from({ length: 128 }, (_, at) =>
  Buffer.from(at < 32 ? characterOf(0x80 + at) : String.fromCharCode(0x80 + at)),
)

/** UTF-8 into which bytes of windows-1252 were pasted: each is read as what it is. In bytes of UTF-8. */
function mixed(bytes: Uint8Array): Buffer {
  // The longest of these characters take three bytes.
  const room = 2 * tally(bytes, 0).stray
  const utf8 = Buffer.allocUnsafe(bytes.length + room)
  utf8.set(bytes, room)
  let written = 0
  let from = 0
  for (let at = beyondAscii(bytes, 0); at < bytes.length; at = beyondAscii(bytes, at)) {
    const length = utf8Length(bytes, at)
    if (length > 0) {
      at += length
      continue
    }
    written = moveBytes(utf8, from + room, at + room, written)
    for (const byte of western[(bytes[at] ?? 0x80) - 0x80] ?? []) utf8[written++] = byte
    from = ++at
  }
  return utf8.subarray(0, moveBytes(utf8, from + room, utf8.length, written))
}

/** Labels of encodings other than UTF-8; UTF-16 and UTF-32 are known by their bytes, so they are wrong here. */
function oldEncodings(bytes: Uint8Array, options: DecodeOptions): readonly string[] {
  const named = labels(bytes, options.contentType).map(encodingOf)
  return named.filter((name): name is string => name !== undefined && !name.startsWith('utf-'))
}

/** One stray byte in a page of UTF-8 is damage; a label of another encoding does not explain the rest. */
function isMixed(bytes: Uint8Array, encodings: readonly string[]): boolean {
  const least = encodings.length === 0 ? 1 : 10
  const { whole, stray } = tally(bytes, least)
  return (whole > 0 && whole >= least * stray) || (encodings.length === 0 && isPasted(bytes))
}

/** What word processors write beside letters, in windows-1252: € ‚ „ … ‹ ‘ ’ “ ” • – — ™ › no-break space « ». */
const punctuation: ReadonlySet<number> = new Set([
  0x80, 0x82, 0x84, 0x85, 0x8b, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9b, 0xa0, 0xab, 0xbb,
])

/**
 * Whether punctuation is all that is not UTF-8, however much of it there is: no text of an old encoding that has other
 * letters than ASCII's is without a byte of one. Only `É”` and its like are a character of UTF-8 by chance.
 */
function isPasted(bytes: Uint8Array): boolean {
  let isSure = false
  for (let at = beyondAscii(bytes, 0); at < bytes.length; ) {
    const length = utf8Length(bytes, at)
    if (length === 0 && !punctuation.has(bytes[at] ?? 0)) return false
    isSure ||= length > 0 && !isChance(bytes, at, length)
    at = beyondAscii(bytes, at + (length || 1))
  }
  return isSure
}

/** A letter of windows-1252 with nothing but punctuation behind it. `Â` and `Ã`, with which most of UTF-8's begin, end hardly a word. */
function isChance(bytes: Uint8Array, at: number, length: number): boolean {
  const first = bytes[at]
  if (first === 0xc2 || first === 0xc3) return false
  for (let tail = at + 1; tail < at + length; tail++) if (!punctuation.has(bytes[tail] ?? 0)) return false
  return true
}

/** The beginning of a document in an encoding that it is not in nearly always has a byte that is wrong there. */
const sampleBytes = 64 * 1024

/** To decode so many bytes, of all readings of a document together, holds nobody up for long. */
const mostDecoded = 10 * 1024 * 1024

/** Whether an encoding must be guessed, and so many are possible that it would take long to try them. */
export function isLongGuess(bytes: Uint8Array, options: DecodeOptions): boolean {
  if (isUtf8(bytes) || wideEncoding(bytes) !== undefined) return false
  const encodings = oldEncodings(bytes, options)
  if (encodings.length > 0 || isMixed(bytes, encodings)) return false
  const sample = bytes.subarray(0, sampleBytes)
  const possible = encodingsToTry(bytes).filter((encoding) => strict(sample, encoding) !== undefined)
  // And once more in what it turns out to be.
  return (possible.length + 1) * bytes.length > mostDecoded
}

/** Its primary subtag; empty where nobody says. */
function languageOf(bytes: Uint8Array, options: DecodeOptions): string {
  return (declaredLanguage(bytes) ?? options.language)?.slice(0, 2).toLowerCase() ?? ''
}

/** The encoding of bytes that are not UTF-8, whatever says so. */
function decodeOld(bytes: Uint8Array, options: DecodeOptions): Read {
  const encodings = oldEncodings(bytes, options)
  if (isMixed(bytes, encodings)) {
    return { utf8: mixed(bytes), encoding: 'utf-8', warnings: ['bytes of windows-1252 inside utf-8'] }
  }
  for (const encoding of encodings) {
    const utf8 = strict(bytes, encoding)
    if (utf8 !== undefined) return { utf8, encoding, warnings: [] }
  }
  const guesses = encodings.length > 0 ? [] : (byLanguage[languageOf(bytes, options)] ?? [])
  for (const encoding of guesses) {
    const utf8 = strict(bytes, encoding)
    if (utf8 !== undefined) return { utf8, encoding, warnings: [`encoding guessed: ${encoding}`] }
  }
  const textIn = (encoding: string) => strict(bytes, encoding)?.toString()
  const encoding = encodings[0] ?? guessEncoding(bytes, textIn) ?? 'windows-1252'
  const warnings = encodings.length > 0 ? [`bytes that are not ${encoding}`] : [`encoding guessed: ${encoding}`]
  return { utf8: inUtf8(bytes, encoding, false), encoding, warnings }
}

/** Bytes in UTF-8, and the encoding they were in. */
type Read = { readonly utf8: Uint8Array; readonly encoding: string; readonly warnings: readonly string[] }

function readBytes(bytes: Uint8Array, options: DecodeOptions): Read {
  const wide = wideEncoding(bytes)
  if (wide !== undefined) {
    const { encoding } = wide
    const body = bytes.subarray(wide.skip)
    const utf8 = encoding.startsWith('utf-32')
      ? Buffer.from(fromUtf32(body, encoding === 'utf-32le'))
      : inUtf8(body.subarray(0, body.length & ~1), encoding, false)
    return { utf8, encoding, warnings: [] }
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const body = marked ? bytes.subarray(3) : bytes
  // A Buffer's search, because that of other arrays looks at one byte after the other.
  if (bufferOf(body).includes(0x1b)) {
    for (const label of labels(body, options.contentType)) {
      const encoding = encodingOf(label)
      const utf8 = encoding === 'iso-2022-jp' ? strict(body, encoding) : undefined
      if (utf8 !== undefined) return { utf8, encoding: 'iso-2022-jp', warnings: [] }
    }
    // ISO-2022-JP is seven bits, and so "valid UTF-8"; its escapes are nothing else's.
    if (latin1(body, 0, body.length).includes('\u001b$B')) {
      const utf8 = strict(body, 'iso-2022-jp')
      if (utf8 !== undefined) return { utf8, encoding: 'iso-2022-jp', warnings: [] }
    }
  }
  const whole = isUtf8(body) ? body : body.subarray(0, wholeCharacters(body))
  if (whole === body || isUtf8(whole)) return { utf8: whole, encoding: 'utf-8', warnings: [] }
  if (marked) return { utf8: mixed(body), encoding: 'utf-8', warnings: ['bytes of windows-1252 inside utf-8'] }
  return decodeOld(body, options)
}

/** The controls that XML forbids, all but tab, line feed and carriage return. */
const controls = Array.from({ length: 32 }, (_, code) => code).filter(
  (code) => code !== 9 && code !== 10 && code !== 13,
)

/** Whether bytes of UTF-8 hold a control that XML forbids: a search for each is faster than one look at every byte. */
function holdsControls(bytes: Buffer): boolean {
  return controls.some((code) => bytes.includes(code))
}

/** One unit a byte. */
function oneOf(codes: readonly number[]): RegExp {
  return new RegExp(`[${codes.map((code) => String.fromCharCode(code)).join('')}]`)
}

/** V8 looks for so few characters in 16 of ASCII at once: two such searches take a third of what one for each control does. */
const halves = [oneOf(controls.slice(0, 15)), oneOf(controls.slice(15))]

/** What XML forbids, in UTF-8 with one unit a byte: controls, U+FFFE and U+FFFF. */
const illegal = new RegExp(
  `[${controls.map((code) => String.fromCharCode(code)).join('')}]|\u00ef\u00bf[\u00be\u00bf]`,
  'g',
)

/** What U+FFFE and U+FFFF begin with in UTF-8. */
const lastOnes = Buffer.from([0xef, 0xbf])

function holdsIllegal(utf8: Buffer): boolean {
  if (holdsControls(utf8)) return true
  return utf8.includes(lastOnes) && (utf8.includes('\ufffe') || utf8.includes('\uffff'))
}

/** UTF-8, right as a whole: without a mark, without what XML forbids, encoded once. `view`: the same as a string, where it is at hand. */
type Right = Omit<Decoded, 'text'> & { readonly utf8: Buffer; readonly view: string }

function right(bytes: Uint8Array, options: DecodeOptions): Right {
  const read = readBytes(bytes, options)
  const { encoding } = read
  let { warnings } = read
  let utf8 = bufferOf(read.utf8)
  if (utf8[0] === 0xef && utf8[1] === 0xbb && utf8[2] === 0xbf) utf8 = utf8.subarray(3)
  const isSure = encoding !== 'utf-8' || warnings.length > 0 || isAscii(utf8)
  const once = isSure ? undefined : encodedOnce(utf8)
  if (once !== undefined) {
    utf8 = once
    warnings = ['utf-8 was encoded twice']
  }
  const view = utf8.length <= windowBytes && isAscii(utf8) ? utf8.toString('latin1') : ''
  const isLegal = view === '' ? !holdsIllegal(utf8) : !halves.some((half) => half.test(view))
  if (isLegal) return { utf8, view, encoding, warnings }
  return { utf8: Buffer.from(utf8.toString('latin1').replace(illegal, ''), 'latin1'), view: '', encoding, warnings }
}

/**
 * Bytes to characters. A byte order mark decides; then bytes that are valid UTF-8 are UTF-8, whatever they are
 * called, because nothing else looks like it by chance; then the HTTP charset, the XML declaration and `meta` are
 * tried in that order, and last the language's old encoding and windows-1252. Never fails.
 */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  const { utf8, encoding, warnings } = right(bytes, options)
  return { text: (utf8.includes(13) ? withLineFeeds(utf8) : utf8).toString(), encoding, warnings }
}

/** `decode` for who keeps little of a document, or wants it in pieces. */
export function decodeInPlace(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Omit<Decoded, 'text'> & { readonly characters: Characters } {
  const { utf8, view, encoding, warnings } = right(bytes, options)
  return { encoding, warnings, characters: new Characters(utf8, view) }
}

/** XML 1.0 section 2.11: a line ends with a line feed, however it was written. */
function withLineFeeds(utf8: Buffer): Buffer {
  const target = Buffer.from(utf8)
  let written = 0
  let from = 0
  for (let end = target.indexOf(13); end >= 0; end = target.indexOf(13, from)) {
    written = moveBytes(target, from, end, written)
    target[written++] = 10
    from = target[end + 1] === 10 ? end + 2 : end + 1
  }
  return target.subarray(0, moveBytes(target, from, target.length, written))
}
