import { remembering } from './article-boilerplate.ts'
import { fewCharacters } from './article-prose.ts'
import { endsSentence } from './article-text.ts'
import { isElement, namesOf, type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { linesOf } from './page-lines.ts'

/** What machines that write are called: in short, in capitals, for `ia` and `ki` are words; and in words. */
const shortNames =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{M}])(?:AI|A\.I\.|KI|IA|I\.A\.|ИИ|ШІ|GPT|ChatGPT)(?![\p{Script=Latin}\p{Script=Cyrillic}\p{M}])/u
const longNames =
  /生成AI|artificial intelligence|künstliche[rn]? intelligenz|kunstmatige intelligentie|(?:intelig[eê]nci?a|intelligence|intelligenza|inteligență) artifici\p{L}+|kecerdasan (?:buatan|artifisial)|trí tuệ nhân tạo|yapay zek[âa]|sztuczn\p{L}+ inteligencj\p{L}+|uměl\p{L}+ inteligenc\p{L}+|umel\p{L}+ inteligenci\p{L}+|umjetn\p{L}+ inteligencij\p{L}+|veštačk\p{L}+ inteligencij\p{L}+|mesterséges intelligenci\p{L}+|tekoäly\p{L}*|искусственн\p{L}+ интеллект\p{L}*|штучн\p{L}+ інтелект\p{L}*|изкуствен\p{L}* интелект|τεχνητή\p{L}* νοημοσύνη\p{L}*|الذكاء الاصطناعي|هوش مصنوعی|בינה מלאכותית|ปัญญาประดิษฐ์|人工智[能慧]|인공지능|एआई|এআই/iu

/** What they are let write over a text: its points in short. */
const summaries =
  /summar|key (?:points|takeaways|facts)|takeaways|highlights|at a glance|in (?:short|brief)|tl;?dr|zusammen(?:fassung|gefasst)|in kürze|wichtigste|überblick|auf einen blick|samenvat|samengevat|in het kort|sammanfatt|oppsummer|opsummer|i korthet|kort fortalt|tiivistelm|tiivist|lyhyesti|résum|points clés|l['’]essentiel|en bref|resum|puntos? clave|claves|en breve|pontos?[- ]chave|em resumo|riassunt|sintesi|punti chiave|in breve|rezuma|pe scurt|ringkas|rangkum|poin[- ](?:penting|utama)|intisari|tóm tắt|(?:điểm|nội dung) chính|özet|öne çıkan|podsumowa|streszcze|w skrócie|najważniejsze|shrnut|zhrnut|stručně|v skratke|összefoglal|röviden|sažet|povzet|ukratko|резюме|кратк|коротк|пересказ|сводка|главное|обобщени|накратко|стисл|підсумок|головне|περίληψη|σύνοψη|με λίγα λόγια|ملخص|تلخيص|أبرز|بإيجاز|خلاصه|چکیده|תקציר|סיכום|सारांश|সারাংশ|சுருக்க|สรุป|摘要|总结|總結|概要|要点|要點|重点|重點|速览|まとめ|要約|ポイント|요약|핵심|3줄/iu

/** That it was they who wrote it. */
const makings =
  /generat|creat|(?:made|written|produced) (?:by|with)|erstellt|erzeugt|generier|gegenereerd|gemaakt|génér|rédigé|créé|gener[aá]|elaborad|criad|gerad|creat|dibuat|dihasilkan|disusun|tạo (?:bởi|tự)|oluştur|hazırlan|wygenerow|utworzon|vytvoř|vygener|skapad|laget|lavet|luotu|készült|сгенер|создан|створен|згенер|създаден|δημιουργ|أنشئ|إنشاء|بواسطة|تولید|נוצר|बनाया|তৈরি|สร้าง|生成|作成|생성|작성/iu

/** Names of the boxes for these. */
const boxNames =
  /(?:^|[\s_-])(?:ai|ki|ia|gpt)[_-]?(?:generated[_-]?)?(?:summary|summaries|zusammenfassung|resumen?|resumo|riassunto|ringkasan|rangkuman|takeaways|highlights|tldr|digest|overview)(?:$|[\s_-])|(?:^|[\s_-])(?:summary|zusammenfassung|resumen?|resumo|riassunto|ringkasan|rangkuman|takeaways)[_-]?(?:by[_-]?)?(?:ai|ki|ia|gpt)(?:$|[\s_-])|(?:^|[\s])(?:ai|ki|ia)(?:Summary|Zusammenfassung|Takeaways|Digest|Highlights)/u

const isNamedMachine = remembering((classAndId: string): boolean => boxNames.test(classAndId))

/** Characters of a line that says what the box is; of the box; lines looked at. */
const longestLabel = 160
const longestHead = 70
const longestBox = 2500
const mostLines = 400

const boxes = /^(?:div|section|aside|details|figure|blockquote|article|ul|ol)$/
const lists = namesOf('ul ol')

/**
 * What a machine wrote over a text, where the page says so: the box with its points, or the list below a line that calls it so.
 * What an editor wrote there is a lead, and stays.
 */
export function dropMachineSummaries(document: PageDocument, heading: PageElement | undefined): void {
  const whole = visibleText(document.body).length
  const isApart = (box: PageElement): boolean =>
    boxes.test(box.localName) &&
    (heading === undefined || !box.contains(heading)) &&
    visibleText(box, longestBox + 1).length <= Math.min(longestBox, whole - fewCharacters)
  for (const element of document.elements)
    if (isNamedMachine(`${element.className} ${element.id}`) && element.parentNode !== null && isApart(element))
      element.remove()
  const isAbout = heading !== undefined && namesMachine(visibleText(heading, 500))
  for (const { text, element } of linesOf(document.body, mostLines)) {
    if (text.length > longestLabel || element.parentNode === null || heading?.contains(element) === true) continue
    if (!namesMachine(text) || !summaries.test(text) || /[?？؟]$/u.test(text)) continue
    // News of such summaries speak of them too.
    if ((isAbout || text.length > longestHead) && !makings.test(text)) continue
    dropBoxOf(element, text, isApart)
  }
}

function namesMachine(text: string): boolean {
  return shortNames.test(text) || longNames.test(text)
}

/** The outermost box that begins or ends with the line and holds more; else the list right below it. */
function dropBoxOf(line: PageElement, label: string, isApart: (box: PageElement) => boolean): void {
  let found: PageElement | undefined
  for (let box: PageElement | null = line; box !== null && box.localName !== 'body'; box = box.parentElement) {
    if (!boxes.test(box.localName)) continue
    if (!isApart(box)) break
    const lines = linesOf(box, 100)
    const isFramed = [lines[0], lines[1], lines.at(-1), lines.at(-2)].some((each) => each?.text.includes(label))
    if (isFramed && lines.length > 1 && lines.length < 40) found = box
  }
  if (found !== undefined) {
    found.remove()
    return
  }
  let block = line
  while (block.parentElement !== null && visibleText(block.parentElement, longestLabel + 1) === label)
    block = block.parentElement
  const next = block.nextElementSibling
  if (next !== null && isElement(next) && lists.has(next.localName)) next.remove()
  else if (endsSentence(label)) return
  block.remove()
}
