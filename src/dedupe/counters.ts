/** Counts of readers and remarks, which no news is about when they stand by themselves. */
const COUNTED =
  'views?|reads?|readers?|comments?|likes?|claps?|retweets?|reactions?|repl(?:ies|y)|listens?|' +
  'dibaca|pembaca|dilihat|ditonton|tayangan|komentar|suka|bagikan|tontonan|ulasan|' +
  'vistas|visitas|lecturas|comentarios|vues|lectures|commentaires|partages|aufrufe|kommentare?|klicks|' +
  'visualizzazioni|letture|commenti|visualizações|visualizacoes|comentários|leituras|weergaven|reacties|keer gelezen|gelezen|' +
  'wyświetl\\p{L}+|odsłon\\p{L}*|komentarz\\p{L}*|zobrazení|komentář\\p{L}*|visningar|visninger|kommentarer|katselu\\p{L}*|kommentti\\p{L}*|kommenttia|' +
  'megtekintés\\p{L}*|hozzászólás\\p{L}*|vizualizări|comentarii|προβολές|σχόλι\\p{L}+|' +
  'просмотр\\p{L}*|комментари\\p{L}*|коментар\\p{L}*|перегляд\\p{L}*|прегледа|прочитан\\p{L}*|pregleda|komentara|' +
  'görüntüle\\p{L}*|okunma|yorum|lượt xem|bình luận|views|mga komento|' +
  '次阅读|次浏览|次观看|阅读量?|閱讀|浏览量?|瀏覽|评论|評論|点赞|點讚|回复|閲覧数?|コメント|いいね|回再生|조회수?|댓글|좋아요|' +
  'مشاهدة|مشاهدات|قراءة|تعليق\\p{L}*|بازدید|دیدگاه|نظر|צפיות|תגובות|व्यूज़?|बार (?:देखा|पढ़ा) गया|বার (?:পঠিত|দেখা হয়েছে)|टिप्पणि\\p{L}*|टिप्पणियाँ|मन्तव्य|মন্তব্য|' +
  'boosts?|favou?rites?|(?:عدد )?(?:ال)?(?:مشاهدات|قراءات|زيارات|تعليقات)|பார்வைகள்|கருத்து(?:க்)?கள்|వీక్షణలు|' +
  'ครั้ง|ความคิดเห็น|ผู้เข้าชม|เข้าชม|ยอดวิว|อ่าน|กดถูกใจ'

/** News counts these too: they are the page's only beside its other counters, or on a line of their own at its edge. */
const COUNTED_IN_NEWS =
  'shares?|votes?|points?|plays?|downloads?|upvotes?|votos?|puntos?|pontos?|voix|stimmen|punkte|voti|punti|stemmen|punten|głos\\p{L}*|' +
  'suara|poin|голос\\p{L}*|балл\\p{L}*|очк\\p{L}*|oy|puan|phiếu|票|投票|分享|推荐|点|シェア|득표|공유|추천|صوت|أصوات|نقاط|رای|קולות|वोट|ভোট|คะแนน|เสียง|แชร์'

const AGO =
  'seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|detik|menit|jam|hari|minggu|segundos?|minutos?|horas?|d[ií]as?|secondes?|heures?|jours?|' +
  'sekunden?|minuten?|stunden?|tage?n?|minuti?|ore|ora|giorn[io]|minuut|uur|dagen|минут\\p{L}*|час\\p{L}*|дн\\p{L}*|день|хвилин\\p{L}*|годин\\p{L}*|' +
  'dakika|saat|gün|phút|giờ|ngày|minut\\p{L}*|hodin\\p{L}*|dn[íyůi]|tim(?:mar|me|er)|dagar|dage[rn]?|minuutti\\p{L}*|tunti\\p{L}*|päivää|godzin\\p{L}*|' +
  'perc\\p{L}*|órá\\p{L}*|napp?al|λεπτ\\p{L}*|ώρ\\p{L}*|η?μέρ\\p{L}*|zile|oră|sati?|dana|сат[аи]?|дана'

const NUMBER =
  '(?:\\p{Nd}{1,3}(?: \\p{Nd}{3})+(?!\\p{Nd})|\\p{Nd}[\\p{Nd}.,\\u00a0\\u202f٫٬]*)(?:\\s?(?:k|m|rb|ribu|jt|juta|тыс|млн|万|만|천)(?!\\p{L})\\.?)?'

const UPDATED =
  '(?:last |terakhir )?(?:updated?|modified|published|posted|veröffentlicht|diperbarui|diterbitkan|aktualisiert|mis à jour|publié|actualizado|publicado|atualizado|' +
  'aggiornato|pubblicato|bijgewerkt|gepubliceerd|обновлено|опубликовано|оновлено|güncelle(?:ndi|me)|yayınlandı|cập nhật|更新时间|更新時間|更新日時|更新|发布时间|업데이트|수정|입력|آخر تحديث|' +
  'uppdatera(?:d|t|des)|publicera(?:d|t|des)|opdateret|oppdatert|publisert|päivitetty|julkaistu|aktualizov[aá]n[oé]|zveřejněno|zaktualizowano|aktualizacja|opublikowano|' +
  'frissítve|közzétéve|(?:τελευταία )?ενημέρωση|ενημερώθηκε|actualizat|publicat|ažurirano|objavljeno|ажурирано|објављено|обновена|dikemas kini|(?:עדכון אחרון|עודכן)|به‌روزرسانی|अपडेटेड|अपडेट|আপডেট|อัปเดต|อัพเดต)'
const CLOCK =
  '\\p{Nd}{1,2}(?:[:.h]|[時时点시]\\s?)\\p{Nd}{2}(?:[:.分분]\\s?\\p{Nd}{2})?[分분秒초]?(?:\\s?[ap]\\.?m\\.?)?'
const DAY = '\\p{Nd}{1,4}[\\s./年月日년월일-]{0,3}(?:de\\s)?(?:\\p{L}{3,10}[.,]?\\s?)?(?:de\\s)?'
const ZONE = '(?:\\s?(?:wib|wita|wit|gmt|utc|e[sd]t|c[eè]s?t|b?st|msk|ist|jst))?'
/** With a clock's time, a date in figures or a year; else it is a sentence. */
const STAMP =
  `${UPDATED}\\s*(?:on|at|pada|am|le|el|em|il|op)?\\s*[:：]?\\s*(?:\\p{L}{2,10}[.,]?\\s+){0,2}(?:${DAY}){0,3}` +
  `(?:\\s*[,|–-]?\\s*(?:at|pukul|um|à|a las|в|v|o|klo?)?\\s*${CLOCK}|(?<!\\p{Nd})(?:19|20)\\p{Nd}{2}日?|\\p{Nd}{1,2}[./-]\\p{Nd}{1,4})${ZONE}`

const TIMES = '(?:x|kali|times|mal|fois|keer|lần|раза?|次|回|회|ครั้ง|คน)'

/** Each way in which a count is written, by itself. */
function counts(counted: string): string {
  return (
    `(?:${counted})\\s*[:：(（]?\\s*${NUMBER}(?:\\s*${TIMES})?(?![\\p{L}\\p{N}])|` +
    `${NUMBER}\\s*${TIMES}?\\s*(?:${counted})(?![\\p{L}\\p{N}])`
  )
}

const AGE =
  `(?:f[öo]r\\s+)?(?:an?|one|\\p{Nd}+)\\s*(?:${AGO})\\s*(?:ago|yang lalu|lalu|назад|тому|fa|geleden|önce|trước|atrás|sedan|siden|sitten|temu)(?!\\p{L})|` +
  `(?:hace|il y a|vor|há|před|pred|prije|pre|пре|πριν(?: από)?|acum|قبل|منذ)\\s+\\p{Nd}+\\s*(?:${AGO}|دقائق|دقيقة|ساعات|ساعة|أيام)(?!\\p{L})|` +
  '\\p{Nd}+\\s*(?:秒|分钟|分鐘|小时|小時|天|分|時間|日|초|분|시간|일|นาที|ชั่วโมง|วัน)\\s?(?:前|전|ที่แล้ว|ที่ผ่านมา)'

const READING_TIME =
  '(?:reading time|lesezeit|temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura|leestijd|lästid|læsetid|lesetid|lukuaika|czas czytania|doba čtení|' +
  'olvasási idő|время чтения|час читання|okuma süresi|waktu baca|thời gian đọc|阅读时间|読了時間|읽는 시간)'

/** `👍 120` */
const SIGN = `[👍👎💬❤♥🔁🔄👁👀🗨]\\ufe0f?\\s*${NUMBER}(?!\\p{N}|\\s*\\p{L})`
const SIGNS = `${SIGN}(?:\\s*[|·]?\\s*${SIGN}){0,7}`

/** `5 minutes ago`, also as `Published 5 minutes ago`. */
const AGES =
  '\\p{Nd}+[\\s-]*min(?:ute)?s?[\\s-]*read(?!\\p{L})|' +
  `${READING_TIME}\\s*[:：]?\\s*(?:ca\\.?\\s*)?\\p{Nd}+\\s*(?:min\\p{L}*|мин\\p{L}*|хв\\p{L}*|dakika|dk|menit|perc|phút|分钟?|분)\\.?|` +
  `(?:${UPDATED}\\s*[:：]?\\s*)?(?:${AGE})(?:\\s?に?(?:更新|公開|配信|发布|發布|업데이트|입력))?`

const one = (patterns: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns})`, 'giu')
/** What is the page's wherever it stands by itself, and what is only beside such. */
const SURE = one(`${STAMP}|${counts(COUNTED)}|${AGES}|${SIGNS}`)
const UNSURE = one(counts(COUNTED_IN_NEWS))

/** `(12 comments)` */
const BEHIND_TITLE = new RegExp(`\\s*[(（[]\\s*(?:${counts(COUNTED)})\\s*[)）\\]]\\s*$`, 'iu')

/** `title` without a count of readers or remarks in brackets behind it. Pure. */
export function withoutTitleCounter(title: string): string {
  return title.replace(BEHIND_TITLE, '')
}

/** Longer lines are sentences; at the ends of a text so much is looked at. */
const LONGEST = 160
/** Counters in a row. */
const MOST = 8

/**
 * `text`, a line for each of its paragraphs, without what runs on by itself on the page: counts of readers and remarks,
 * ages, stamps. They stand by themselves: on a line of their own, or before or after everything else. In a sentence a
 * figure is news, whatever it counts. Pure.
 */
export function withoutCounters(text: string): string {
  const lines = text.split('\n').filter((line) => !isCounters(line, SURE))
  while (lines.length > 0 && isCounters(lines[0] ?? '', SURE, UNSURE)) lines.shift()
  while (lines.length > 0 && isCounters(lines.at(-1) ?? '', SURE, UNSURE)) lines.pop()
  const last = lines.length - 1
  if (last < 0) return ''
  lines[0] = withoutFirst(lines[0] ?? '')
  lines[last] = withoutLast(lines[last] ?? '')
  return lines.join('\n')
}

function isCounters(line: string, ...kinds: readonly RegExp[]): boolean {
  if (line.length > LONGEST || !/\p{N}/u.test(line)) return false
  return !/[\p{L}\p{N}]/u.test(kinds.reduce((rest, kind) => rest.replace(kind, ' '), line))
}

/** A new sentence begins, or something parts what follows. */
const BEGINS_ANEW = /^(?:\s*$|\s*[|·•∙\])）】]|\s[–—-]\s|[.。]\s|\s+["“«'([]?\p{Lu})/u
const BEGINS_ANEW_IN_ANY_SCRIPT = /^\s+[\p{Lu}\p{Lo}]/u
const PARTS = /^\s*(?:$|[|·•∙])/
const NOTHING = /^[^\p{L}\p{N}]*$/u

function withoutFirst(line: string): string {
  let rest = line
  for (let i = 0; i < MOST; i++) {
    const start = rest.slice(0, LONGEST)
    const found =
      ends(
        start,
        SURE,
        (after, is) => BEGINS_ANEW.test(after) || (/[:：]/.test(is) && BEGINS_ANEW_IN_ANY_SCRIPT.test(after)),
      ) ?? ends(start, UNSURE, (after) => i > 0 || PARTS.test(after))
    if (found === undefined) break
    rest = rest.slice(found).replace(/^[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/u, '')
  }
  return rest
}

/** Where the first counter of `start` ends, if nothing is before it and what is after begins anew. */
function ends(start: string, kind: RegExp, isParted: (after: string, is: string) => boolean): number | undefined {
  for (const { 0: is, index } of start.matchAll(kind)) {
    if (!NOTHING.test(start.slice(0, index))) return undefined
    if (isParted(start.slice(index + is.length), is)) return index + is.length
  }
  return undefined
}

/** A sentence ended, or something parts what follows. */
const HAS_ENDED = /(?:^|[.!?…。！？।॥۔؟»”"』」)）\]|·•∙(（[]|\s[–—-])\s*#?\s*$/u
const HAS_PARTED = /(?:^|[|·•∙])\s*#?\s*$/u

function withoutLast(line: string): string {
  let rest = line
  for (let i = 0; i < MOST; i++) {
    const from = Math.max(0, rest.length - LONGEST)
    const end = rest.slice(from)
    const found =
      begins(end, SURE, (before, is) => HAS_ENDED.test(before) || isLabelled(before, is)) ??
      begins(end, UNSURE, (before, is) =>
        i > 0 ? HAS_ENDED.test(before) || isLabelled(before, is) : HAS_PARTED.test(before),
      )
    if (found === undefined) break
    rest = rest.slice(0, from + found).replace(/[\s(（[|·•∙#–—-]+$/u, '')
  }
  return rest
}

/** `… the police said Comments: 12` */
function isLabelled(before: string, is: string): boolean {
  return /\s$/.test(before) && /^[\p{Lu}\p{Lo}][\p{L}\p{M}\s]*[:：]/u.test(is)
}

/** Where the last counter of `end` begins, if nothing is after it and what is before has ended. */
function begins(end: string, kind: RegExp, isParted: (before: string, is: string) => boolean): number | undefined {
  for (const { 0: is, index } of [...end.matchAll(kind)].reverse()) {
    if (!NOTHING.test(end.slice(index + is.length))) return undefined
    if (isParted(end.slice(0, index), is)) return index
  }
  return undefined
}
