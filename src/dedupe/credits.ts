import { OUTLET } from '../text/telling-words.ts'
import { wordForm } from './edited-words.ts'
import { turns } from './turning-words.ts'

/** What says who made a piece, before a colon or a name. */
const MADE_BY =
  '(?:(?:additional )?reporting|writing|editing|compiled|edited|written|translated|photo(?:graph)?s?|images?|source|credits?|editor|author|reporter|' +
  'penulis|pewarta|editor|reporter|penyunting|sumber|foto|fotos|laporan|autor|autora|redacción|edición|fuente|texto|fonte|edição|redação|reportagem|' +
  'crédit|source|auteur|rédaction|quelle|bild|redaktion|bron|redactie|źródło|zdroj|källa|kilde|lähde|kaynak|haber|nguồn|ảnh|biên tập|' +
  'автор|текст|редактор|источник|фото|джерело|автор|المصدر|تحرير|تصوير|كتابة|منبع|מקור|צילום|स्रोत|सूत्र|संपादन|' +
  '记者|記者|编辑|編輯|責任編輯|责任编辑|责编|来源|來源|图片来源|作者|文|图|摄影|出典|写真|編集|執筆|撮影|출처|글|사진|편집|기자|ที่มา|ภาพ|ผู้เขียน|เรียบเรียง)'

/** Wires that sign by a name of their own; others are initials or say what they are. */
const WIRE =
  /^(?:reuters|antara|xinhua|tass|interfax|kyodo|yonhap|anadolu|bernama|belga|lusa|ansa|dpa|efe|afp|ukrinform|тасс|риа новости|интерфакс|укринформ|укрінформ|新华社|新華社|中新社|中央社|共同|共同通信|時事|时事|연합뉴스|뉴시스|뉴스1|رويترز|أ ف ب|واس|فرانس برس|ایرنا|भाषा|पीटीआई|एएनआई|รอยเตอร์)$/iu
const INITIALS = /^(?:\p{Lu}{2,6}|\p{L}{2,8}(?:[/／]\p{L}{2,8}){1,3})$/u
const THE_END = /^(?:完|终|了|終わり|끝|end|ends|fin|ende|fine|tamat|selesai|konec)$/iu

const IN_BRACKETS = /\s*[(（[【]\s*([^()（）[\]【】\n]{1,60})\s*[)）\]】]\s*[.。]?$/u
const AFTER_DASH = /\s*(?:\s[–—-]{1,2}\s?|[–—／|])\s*([^\n–—|／]{2,40})$/u
const LABELLED = new RegExp(
  `(?:^|\\n|(?<=[.!?。！？।۔»”"』」）)]))\\s*(?:#\\s*)?${MADE_BY}(?:\\s+(?:by|von|door|oleh)\\s|\\s*[:：/／])\\s*(?<names>[^\\n:：]{1,80})$`,
  'iu',
)
const BETWEEN_NAMES = /[\s;,&/、，|()]+/
const NAME =
  /^(?:\p{Lu}[\p{L}\p{M}'’.-]*|\p{Lo}[\p{L}\p{M}]*\.?|and|y|e|et|und|dan|by|in|en|de|van|von|bin|editing|writing|reporting|и|та)$/u

/** Longer is no signature. Each may stand beside others: `(AFP)`, then `Editor: …`. */
const MOST = 4

/**
 * `text` without who made it, at its end: a wire's or the writers' initials in brackets or behind a dash, `Editing by …`,
 * `记者：…`. What has a figure is no credit. Pure.
 */
export function withoutCredits(text: string): string {
  let rest = text
  for (let i = 0; i < MOST; i++) {
    const shorter = withoutLastCredit(rest)
    if (shorter === rest) break
    rest = shorter
  }
  return rest
}

/** `LINZ, June 1 (Reuters) - `: where and through whom it came. */
const DATELINE =
  /^\s*(?:\p{Lu}[\p{Lu}\s.'’-]{1,30}(?:,\s*[\p{L}\p{N}. ]{2,20})?\s*)?[(（]\s*([^()（）\n]{2,20}?)\s*[)）]\s*[-–—=:：]{1,2}\s*/u

/** `text` without a dateline that names a wire. */
export function withoutDateline(text: string): string {
  const found = DATELINE.exec(text.slice(0, LONGEST))
  const wire = found?.[1] ?? ''
  return found !== null && (WIRE.test(wire) || INITIALS.test(wire)) ? text.slice(found[0].length) : text
}

const LONGEST = 200

function withoutLastCredit(text: string): string {
  const from = Math.max(0, text.length - LONGEST)
  const end = text.slice(from)
  const bracket = IN_BRACKETS.exec(end)
  if (bracket !== null && isMaker(bracket[1] ?? '')) return text.slice(0, from + bracket.index)
  const dash = AFTER_DASH.exec(end)
  if (dash !== null && WIRE.test((dash[1] ?? '').trim())) return text.slice(0, from + dash.index)
  const label = LABELLED.exec(end)
  const names = label?.groups?.['names']?.trim() ?? ''
  if (label !== null && areNames(names)) return text.slice(0, from + label.index)
  return text
}

/** `(with inputs from ANI)`, `(avec AFP)` */
const WITH_WIRE =
  /^(?:with (?:inputs?|reporting|material|files) from|with|avec|mit material von|mit|con|com|с|dengan) (?:\p{Lu}{2,6}|Reuters|agenc(?:y|ies)|agences?|agencias?)(?:,? (?:and |et |y |und )?(?:\p{Lu}{2,6}|Reuters|agenc(?:y|ies)))*$/u

const LABEL_ALONE = new RegExp(`^${MADE_BY}(?:\\s+by)?\\s*[:：/／]?\\s*(?<names>.*)$`, 'iu')

function isMaker(inside: string): boolean {
  const said = inside.trim()
  if (/\p{N}/u.test(said) || turns(wordForm(said.toLowerCase()))) return false
  if (WIRE.test(said) || INITIALS.test(said) || THE_END.test(said)) return true
  if (WITH_WIRE.test(said)) return true
  const names = LABEL_ALONE.exec(said)?.groups?.['names']?.trim() ?? ''
  return areNames(names)
}

/** In scripts without capitals names are short. */
function areNames(text: string): boolean {
  const names = text.split(BETWEEN_NAMES).filter((name) => name !== '')
  if (names.length === 0 || !names.every((name) => NAME.test(name))) return false
  return !(/\p{Lo}/u.test(text) && text.length > 16)
}

/** `title` without the outlet's name behind it. */
export function withoutOutlet(title: string): string {
  const bare = withoutCredits(title)
  const last = /^(.*\S)\s*(?:[|｜]|\s[–—-])\s+([^|｜]{2,40})$/su.exec(bare)
  const [, before = '', name = ''] = last ?? []
  return before.split(/\s+/).length >= 3 && OUTLET.test(name) && !/\p{N}/u.test(name) ? before : bare
}
