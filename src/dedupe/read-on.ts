import { collapseSpace } from '../text/plain.ts'

/** What a link to the whole piece says, as the last of a text. */
const READ_ON = new RegExp(
  '(?:^|(?<=[\\n.!?…。！？।॥۔"”»’」\\])])\\s*)[[(]?\\s*(?:(?:click here to )?(?:read|see|learn) more|(?:continue|keep) reading|read (?:on|the (?:full|whole) (?:story|article|post))|' +
    'weiterlesen|mehr lesen|lire (?:la suite|plus)|leer más|seguir leyendo|leia mais|ler mais|continue (?:lendo|a ler)|leggi (?:tutto|di più)|continua a leggere|' +
    'lees (?:meer|verder)|läs mer|les mer|læs mere|lue lisää|czytaj (?:dalej|więcej)|číst (?:dále?|více)|čítať ďalej|tovább|citește mai (?:mult|departe)|διαβάστε περισσότερα|' +
    'читать (?:далее|полностью|дальше)|читати (?:далі|більше)|подробнее|devamını oku|baca selengkapnya|selengkapnya|xem thêm|đọc tiếp|続きを読む|もっと見る|阅读全文|閱讀全文|查看更多|더 ?보기|' +
    'اقرأ المزيد|المزيد|بیشتر بخوانید|קרא עוד|और पढ़ें|आगे पढ़ें|আরও পড়ুন|அதிகம் படிக்க|อ่านต่อ)\\s*[\\])]?\\s*(?:[.…»›→>&]|\\.\\.\\.)*\\s*$',
  'iu',
)

/** What a blog's feed says behind each entry: before the title, between it and the blog's name, in ten languages. */
const APPEARED_FIRST =
  /^(?:the post|der beitrag|l[’']article|la entrada|o post|l[’']articolo|het bericht|artykuł|сообщение|запис[ьи]?|inlägget|innlegget|indlægget)\s.+\s(?:(?:first )?appeared(?: first)? on|erschien zuerst auf|est apparu en premier sur|(?:se publicó|apareció|aparece) primero en|apareceu primeiro em|proviene da|verscheen eerst op|pochodzi z serwisu|появил\p{L}+ сначала на|спочатку з.явил\p{L}+ на|dök först upp på|dukket først opp på|blev først udgivet på)\s.{1,80}$/iu

/** Longer is no such line. */
const LONGEST = 400
const MOST_OF_LINK = 60

/**
 * `text` without what leads from its end to the whole piece: `Read more…`, and `The post … appeared first on …` where that
 * names the piece by its `title`. Pure.
 */
export function withoutReadOn(text: string, title: string): string {
  const piece = withoutAppearedFirst(text.trimEnd(), title)
  const from = Math.max(0, piece.length - MOST_OF_LINK)
  const link = READ_ON.exec(piece.slice(from))
  const isWhole = link !== null && from + link.index === 0
  return link === null || isWhole ? piece : piece.slice(0, from + link.index)
}

function withoutAppearedFirst(text: string, title: string): string {
  const name = bare(title)
  if (name === '') return text
  const from = Math.max(0, text.length - LONGEST)
  const end = text.slice(from)
  for (const { index } of end.matchAll(/(?:^|[\n.!?…。！？"”»)\]]\s*)(?=\p{L})/gu)) {
    const begins = index + (/^[^\p{L}]*/u.exec(end.slice(index))?.[0].length ?? 0)
    const line = collapseSpace(end.slice(begins))
    if (APPEARED_FIRST.test(line) && bare(line).includes(name)) return text.slice(0, from + begins).trimEnd()
  }
  return text
}

/** By its letters and figures alone. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
