import { type DateHints, findDate, type ParsedDate, parseDate } from '../text/date.ts'

export type PageDateOptions = DateHints

/** A date as a page writes it: the words that are the date, to be read again by whoever decides what they mean. */
export type PageDate = { readonly text: string; readonly hasTime: boolean }

/** Longer lines are prose: the dates in them are of what is told. */
const maxLine = 400

/**
 * What was found in each line, as long as somebody holds the options: the stages of one page, which give the same ones, ask
 * of the same lines, and looking costs a hundred times what remembering does. A pure function's memory.
 */
const remembered = new WeakMap<PageDateOptions, Map<string, PageDate | undefined>>()

/** The first date in a line of a page. Undefined where there is none, or only one that would have to be guessed. */
export function findPageDate(line: string, options: PageDateOptions): PageDate | undefined {
  if (line.length > maxLine || !mayHoldDate(line)) return undefined
  const lines = remembered.get(options) ?? new Map<string, PageDate | undefined>()
  remembered.set(options, lines)
  if (!lines.has(line)) lines.set(line, lookFor(line, options))
  return lines.get(line)
}

function lookFor(line: string, options: PageDateOptions): PageDate | undefined {
  const found = findDate(line, options)
  if (found === undefined) return undefined
  const hasTime = found.precision !== 'day'
  const text = wordsOf(line, found, options)
  return { text, hasTime }
}

/** `08:30`, `8.30 WIB`, `8h30`, `9:02 p.m.`, `15:53 Uhr`. */
export const timeAlone =
  /^(?:\p{Nd}{1,2}[:.h]\p{Nd}{2}(?:[:.]\p{Nd}{2})?\s*(?:[ap]\.?\s?m\.?|uhr|[A-Z]{2,5})?|\p{Nd}{1,2}\s*[ap]\.?m\.?)$/iu

/** What stands before the time of a change. */
const updateLabel =
  /(?<!\p{L})(?:last (?:updated?|modified|modification|changed?|edit(?:ed)?|revised|revision|amended|reviewed)|(?:changed|edited|revised|amended|corrected)(?=\s*[:：]| on | at )|updated?|modified|(?:terakhir )?(?:diperbarui|diubah|disunting|diedit|dikemas ?kini)|dikemaskini|diperbaharui|(?:perubahan|pembaruan|kemas ?kini) terakhir|(?:zuletzt |letzte )?(?:aktualisiert|aktualisierung|geändert|änderung|bearbeitet|überarbeitet)|stand|(?:dernière )?(?:mise? à jour|màj)|dernière (?:modification|actualisation|révision)|modifiée?|actualisée?|modifica(?:t[oa])?|últim[ao] (?:modificaci[oó]n|edici[oó]n|cambio|revisi[oó]n|modificação|atualização|alteração|edição)|(?:última )?actualizaci[oó]n|actualizad[oa]|modificado|editado el|alterad[oa]|editad[oa] em|atualizad[oa]|aggiornat[oa]|ultim[oa] (?:aggiornamento|modifica|actualizare|modificare)|(?:laatst )?(?:bijgewerkt|gewijzigd|aangepast)|laatste (?:wijziging|update)|(?:senast |sist |sidst )?(?:uppdaterad|ändrad|opdateret|ændret|oppdatert|endret|redigert|redigeret|redigerad)|senaste ändring|(?:viimeksi )?(?:päivitetty|muokattu|muutettu)|(?:síðast )?(?:uppfært|breytt)|zaktualizowan[oay]|zmodyfikowan[oay]|zmienion[oay]|ostatnia (?:aktualizacja|zmiana|modyfikacja)|aktualizacja|aktualizov[aá]n[oaé]|aktualizácia|(?:naposledy )?(?:upraven[oaé]|změněn[oa]|zmenen[éoá])|poslední (?:změna|úprava|aktualizace)|posledná (?:zmena|úprava)|aktualizirano|ažurirano|(?:posljednja|poslednja|zadnja) (?:izmjena|izmena|promjena|promena|sprememba)|izm(?:ij)?enjeno|posodobljeno|spremenjeno|frissítve|módosítva|utolsó (?:módosítás|frissítés|változtatás)|actualizat|modificat|обновлен[оа]|изменен[оа]|измен[её]н|отредактировано|последн(?:ее|яя) (?:изменение|обновление|правка|редакция)|(?:востаннє )?(?:оновлено|змінено|відредаговано)|остання зміна|последна (?:промяна|актуализация|редакция|измена)|(?:обновена|променена|редактирана)|ажурирано|измењено|güncelle(?:me|ndi|nme)|son (?:güncelleme|değişiklik|düzenleme)|değiştiril(?:me|di)|düzenlen(?:me|di)|yenilən(?:mə|ib|di)|son dəyişiklik|cập nhật|(?:chỉnh )?sửa (?:đổi )?(?:lần cuối|lúc)|ενημερώθηκε|ανανεώθηκε|τροποποιήθηκε|τελευταία (?:ενημέρωση|τροποποίηση|αλλαγή)|עודכן|עדכון אחרון|נערך לאחרונה|(?:آخر )?تحديث|آخر تعديل|(?:تم|جرى) (?:ال)?(?:تعديل|تحديث)|عُ?دّ?ل في|بروزرسانی|به.?روز.?رسانی|آخرین (?:ویرایش|تغییر|به.?روز)|ویرایش شده|آخری (?:ترمیم|تبدیلی|اپ ?ڈیٹ)|अपडेट\p{L}*|(?:अंतिम|आख़?िरी) (?:संशोधन|बदलाव|अद्यतन)|संशोधित|अद्यतन|আপডেট|সর্বশেষ (?:সংশোধন|পরিবর্তন|হালনাগাদ)|হালনাগাদ|கடைசியாக|புதுப்பிக்கப்பட்டது|అప్‌?డేట్|పునరుద్ధరించ|อัปเดต|อัพเดท|แก้ไข|ปรับปรุง|(?:最后|最後|最近|最終)?(?:更新|修改|修訂|修订|編輯|编辑|変更|改訂|改定|修正)(?:时间|時間|日時|于|於)?(?=[\s:：\p{Nd}(（]|$)|更新(?:时间|時間|日時)?|修改|(?:최종 ?)?(?:수정|업데이트|변경)|განახლ\p{L}*|ბოლო (?:ცვლილება|განახლება)|შეცვლილია|թարմացվ\p{L}*|վերջին փոփոխություն\p{L}*|жаңартылған|өзгертілген|atnaujinta|pakeista|paskutin(?:is|į kartą) \p{L}+|atjaunots|labots|pēdējās izmaiņas|uuendatud|(?:viimati )?muudetud|përditësuar|ndryshuar|actualitzat|darrera (?:modificació|actualització)|eguneratua|azken aldaketa|ilisasishwa|imesasishwa|huling (?:binago|na-?update|in-?update))/iu
/** What stands before the time of publication. */
const publishLabel =
  /(?<!\p{L})(?:(?:first )?published|posted|created|diterbitkan|terbit|dipublikasikan|veröffentlicht|publiziert|erstellt|publiée?|publicad[oa]|pubblicat[oa]|gepubliceerd|geplaatst|publicerad|offentliggjort|udgivet|publisert|julkaistu|opublikowan[oa]|publikacja|publikov[aá]no|objavljeno|megjelent|publicat|опубликован[оа]|створено|опубліковано|yayın(?:lanma)?|xuất bản|đăng|δημοσιεύ\p{L}*|פורסם|نُ?شر|تاريخ النشر|انتشار|प्रकाशित|পাবলিশ|প্রকাশ(?:িত)?|เผยแพร่|发布|發布|公開|掲載|입력|등록|승인|발행)/iu

/** Whether a line tells when something was changed, and not when it was published. */
export function saysUpdated(line: string): boolean {
  return updateLabel.test(line) && !publishLabel.test(line)
}

const labelAhead = new RegExp(`(?=${updateLabel.source}|${publishLabel.source})`, 'iu')

/** A line in the parts that its labels make: `Published 9 March 2026 | Updated 10 March 2026`. */
export function labelledParts(line: string): readonly string[] {
  return updateLabel.test(line) ? line.split(labelAhead).filter((part) => part.trim() !== '') : [line]
}

/**
 * Cheap, because most lines of a page hold none: a date has three digits, in whatever script, or is short (`9 Maret`,
 * `3 jam lalu`, `kemarin`).
 */
function mayHoldDate(line: string): boolean {
  if (line.length <= 12) return true
  const digits = line.match(/[\p{Nd}一二三四五六七八九十]/gu)?.length ?? 0
  return digits >= 3 || (digits >= 1 && line.length <= 30)
}

/**
 * The words of `line` that make the date: words are taken off its ends as long as the rest means the same. Where the words
 * alone are not read as a date, the date itself, as RFC 3339 writes it.
 */
function wordsOf(line: string, date: ParsedDate, options: PageDateOptions): string {
  const words = line.trim().split(/\s+/)
  let start = 0
  let end = words.length
  const means = (from: number, to: number) => {
    const found = findDate(words.slice(from, to).join(' '), options)
    return (
      found !== undefined &&
      found.at === date.at &&
      found.precision === date.precision &&
      found.offsetMinutes === date.offsetMinutes
    )
  }
  // A number at the end stays: the year of a date in this year says no more to who knows the year.
  while (end - start > 1 && !isKept(words[end - 1] ?? '') && means(start, end - 1)) end--
  while (end - start > 1 && means(start + 1, end) && !isWeekday(words[start] ?? '', options)) start++
  const text = words.slice(start, end).join(' ')
  return parseDate(text, options)?.at === date.at ? text : rfc3339(date)
}

/** Kept at the end even where the time is the same without it: `9:02 AM`, `11 Uhr`. */
const partOfDay = /^(?:[ap]\.?m\.?|uhr|wib|wita|wit|utc|gmt|[ceap][esd]?t)[.,]?$/i

function isKept(word: string): boolean {
  return partOfDay.test(word) || /\p{Nd}/u.test(word)
}

/** A day of the week before a date is kept: it is a check on the rest. */
function isWeekday(word: string, options: PageDateOptions): boolean {
  return /^\p{L}[\p{L}\p{M}'’]*[,،]$/u.test(word) && namesWeekday(word, options)
}

/** The names of the days in the language of a page, remembered as what was found in its lines is: formats are dear to make. */
const weekdays = new WeakMap<PageDateOptions, ReadonlySet<string>>()

/** Whether a word is the name of a day of the week, in the language of the page, English or Indonesian. */
export function namesWeekday(word: string, options: PageDateOptions): boolean {
  const names = weekdays.get(options) ?? weekdayNames(options)
  weekdays.set(options, names)
  return names.has(foldWeekday(word))
}

function weekdayNames({ language = 'en' }: PageDateOptions): ReadonlySet<string> {
  // Serbs write in both alphabets.
  const own = language.startsWith('sr') ? ['sr', 'sr-Latn'] : [language.slice(0, 2)]
  const languages = [...own, 'en', 'id'].filter((tag) => Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0)
  const names = languages.flatMap((tag) =>
    (['long', 'short'] as const).flatMap((weekday) => {
      const format = new Intl.DateTimeFormat(tag, { weekday, timeZone: 'UTC' })
      // The first of March 2026 was a Sunday.
      return Array.from({ length: 7 }, (_, day) => foldWeekday(format.format(Date.UTC(2026, 2, 1 + day))))
    }),
  )
  return new Set(names)
}

/** Accents and the hamza are often left out. */
function foldWeekday(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036F\u0653-\u0655]|[^\p{L}\p{M}]/gu, '')
}

/** Whether words say that what follows is when something was published. */
export function saysPublished(words: string): boolean {
  return publishLabel.test(words)
}

/** A date as RFC 3339 writes it, as far as it is known. */
export function rfc3339({ at, offsetMinutes, precision }: ParsedDate): string {
  const wall = new Date(at + (offsetMinutes ?? 0) * 60_000).toISOString()
  if (precision === 'day') return wall.slice(0, 10)
  if (offsetMinutes === undefined) return precision === 'instant' ? `${wall.slice(0, 19)}Z` : wall.slice(0, 19)
  const minutes = Math.abs(offsetMinutes)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${wall.slice(0, 19)}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
