/** One version of an entry, as far as readers see it. */
export type Version = {
  readonly title: string
  /** Plain text of its body. */
  readonly text: string
  readonly url?: string | undefined
  /** Of attached files, as they are compared. */
  readonly files: readonly string[]
}

/** `none`: only counters and clocks ran on; `trivial`: a slip mended, a link moved; `substance`: it says something else. */
export type Change = 'none' | 'trivial' | 'substance'

/** Counts of readers and remarks, ages and stamps of the page: they change by themselves. */
const COUNTED =
  'views?|reads?|readers?|comments?|shares?|likes?|claps?|votes?|points?|retweets?|reactions?|replies|reply|downloads?|plays?|listens?|' +
  'dibaca|pembaca|dilihat|tayangan|komentar|suka|bagikan|vistas|lecturas|comentarios|vues|commentaires|partages|aufrufe|kommentare|' +
  'visualizzazioni|commenti|visualizações|comentários|просмотр\\p{L}*|комментари\\p{L}*|görüntüleme|yorum|lượt xem|次阅读|阅读|评论|回复|閲覧|コメント|조회|댓글|مشاهدة|تعليق\\p{L}*'
const AGO =
  'seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|detik|menit|jam|hari|minggu|minutos?|horas?|días?|heures?|jours?|minuten?|stunden?|tagen?|минут\\p{L}*|час\\p{L}*|дн\\p{L}*'
const RUNNING = new RegExp(
  [
    `(?<![\\p{L}\\p{N}])\\d[\\d.,]*\\s?[km]?\\s*(?:x|kali)?\\s*(?:${COUNTED})(?!\\p{L})`,
    `(?<!\\p{L})(?:${COUNTED})\\s*[:(]\\s*\\d[\\d.,]*\\s?[km]?\\)?`,
    `\\d+\\s*(?:${AGO})\\s*(?:ago|yang lalu|lalu|назад)`,
    `(?:hace|il y a|vor)\\s+\\d+\\s*(?:${AGO})`,
    `(?:last )?(?:updated?|modified|diperbarui|aktualisiert|mis à jour|actualizado|обновлено)\\s*(?:on|at|pada)?\\s*:?\\s*[^.\\n]{0,20}\\d[\\d:./, -]*(?:\\s?[ap]m)?(?:\\s?(?:wib|wita|wit|gmt|utc|est|edt|cet|bst))?`,
  ].join('|'),
  'giu',
)

/** What changed between two versions, as a reader would judge it. Pure. */
export function changeOf(before: Version, after: Version): Change {
  if (before.files.join('\n') !== after.files.join('\n')) return 'substance'
  const title = changeOfWords(wordsOf(before.title), wordsOf(after.title), { most: 0 })
  if (title === 'substance') return 'substance'
  const texts = [settled(before.text), settled(after.text)] as const
  const [was, is] = [wordsOf(texts[0]), wordsOf(texts[1])]
  // A word in a hundred, and two in a short text.
  const text = changeOfWords(was, is, { most: Math.max(2, Math.floor(Math.min(was.length, is.length) / 100)) })
  if (text === 'substance') return 'substance'
  const isSame = before.title === after.title && texts[0] === texts[1] && before.url === after.url
  return isSame ? 'none' : 'trivial'
}

/** The text without what runs on by itself. */
function settled(text: string): string {
  return text.replace(RUNNING, ' ').replace(/\s+/g, ' ').trim()
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+/gu) ?? []
  )
}

/** Words whose coming or going turns a sentence around. */
const TURNING = new Set(
  'no not never none without cannot nicht kein keine ne pas sans sin nunca nao não sem non tidak tak bukan belum tanpa не нет без لا ليس لم'.split(
    ' ',
  ),
)

function changeOfWords(before: readonly string[], after: readonly string[], { most }: { most: number }): Change {
  const gone = missing(before, after)
  const come = missing(after, before)
  if (gone.length === 0 && come.length === 0) return 'none'
  if ([...gone, ...come].some((word) => /\p{N}/u.test(word) || TURNING.has(word))) return 'substance'
  const mended = gone.filter((word) => come.some((other) => isSlip(word, other)))
  const other = Math.max(gone.length, come.length) - mended.length
  return other <= most ? 'trivial' : 'substance'
}

function missing(from: readonly string[], among: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const word of among) counts.set(word, (counts.get(word) ?? 0) + 1)
  return from.filter((word) => {
    const left = counts.get(word) ?? 0
    counts.set(word, left - 1)
    return left <= 0
  })
}

/** A letter wrong, missing, doubled or two exchanged in a word of four letters and more. */
function isSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (restA.length <= 1 && restB.length <= 1) return true
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]
}
