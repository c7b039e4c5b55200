import type { FeedPerson } from '../model/feed.ts'
import { foldText, plainText } from './article-text.ts'

/** What stands before a name in a byline. */
const lead =
  /^(?:(?:written|reported|posted|published|words|story|text|photos?|analysis|review|report) by|by|oleh|ditulis oleh|penulis|reporter|wartawan|jurnalis|kontributor|laporan|por|par|von|door|av|af|autor(?:a|en|es)?|auteure?|автор(?:ы)?|текст|بقلم|كتب|كتبت|المصدر|作者|记者|記者|文|著者|नामित)\s*[:：|/-]?\s+|^(?:penulis|reporter|autor|author|автор|作者|记者|記者|文|著者|oleh|by)\s*[:：]\s*/iu
/** Where one name ends and another begins. */
const between =
  /\s*(?:[;|•·／、]|\s\/\s|,\s+(?:and|dan|und|y|et|e|и|و|og|och|en|ve|şi|și|i|a|ja|és)\s+|\s+(?:and|dan|und|y|et|&|и|og|och|ve|și|şi|és)\s+|،|,)\s*/iu
/** What stands in the place of a name and is none. */
const noName =
  /^(?:admin(?:istrator)?|root|user|editor|webmaster|author|unknown|anonymous|none|null|undefined|n\/a|-|by|news|default|guest|noreply|no-reply|home|staff|\d+)$/i
/** What stands after a name: posts, places of work, days. */
const tail =
  /\s*(?:[|•·–—]\s.*|\((?:@|https?:).*\)|,?\s+(?:updated|published|posted|diterbitkan|diperbarui|aktualisiert|veröffentlicht|publié|publicado|actualizado|обновлено|опубликовано)\b.*|\s+(?:记者|記者|기자|특파원)(?:\s.*)?$|@\S+\s*$|\S+@\S+\.\w+.*$)$/iu

/** What is told of a person after the name: `is a writer in …`, a place of work at the end of the byline. */
const aside =
  /\s+(?:is|was|adalah|ist|est|es)\s+(?:an?|the|our|seorang|ein|une?|el|la)\s.*$|\s+(?:publiziert|veröffentlicht|published|posted|updated|on|at|am|um|le|el|il|[ap]\.?m\.?)(?:\s+(?:am|on|at|um|[ap]\.?m\.?))*\.?$/iu
/** Degrees and posts that stand between commas as names do. */
const credential =
  /^(?:ph\.?d\.?|m\.?d\.?|m\.?s\.?c?|r\.?d\.?n?|r\.?n|b\.?a|m\.?a|mba|jd|esq|jr|sr|cpa|cfa|obe|mbe|(?:staff|senior|chief|special|political|sports|business|foreign)?\s*(?:writer|reporter|correspondent|columnist|editor|contributor|journalist|analyst)(?: in chief| at large)?)\.?$/iu

/**
 * Names of persons (or of the newsroom that signs as one) out of bylines: `By A. B. and C D` is two, addresses, posts and the
 * word for "by" go. `siteNames` (folded) are no authors when there are others. At most 20.
 */
export function cleanAuthors(
  people: readonly FeedPerson[],
  siteNames: ReadonlySet<string> = new Set(),
): readonly FeedPerson[] {
  const named = people
    .slice(0, 50)
    .flatMap((person) =>
      namesIn(person.name ?? '').map((name) => (person.url === undefined ? { name } : { name, url: person.url })),
    )
  const seen = new Set<string>()
  const distinct = named.filter(({ name }) => {
    const fold = foldText(name)
    if (fold === '' || seen.has(fold)) return false
    seen.add(fold)
    return true
  })
  const others = distinct.filter(({ name }) => !isOfSite(foldText(name), siteNames))
  return (others.length > 0 ? others : distinct).slice(0, 20)
}

/** The site's own name, or one that begins with it: `Harbour Gazette Business`. */
function isOfSite(fold: string, siteNames: ReadonlySet<string>): boolean {
  if (siteNames.has(fold)) return true
  for (const name of siteNames) if (name.length > 2 && fold.startsWith(name)) return true
  return false
}

function namesIn(byline: string): readonly string[] {
  let text = plainText(byline.slice(0, 1000)).slice(0, 400)
  if (/^(?:https?:)?\/\//.test(text)) return []
  for (let turn = 0; turn < 2; turn++) text = text.replace(lead, '')
  return splitNames(text)
    .map((name) => {
      let bare = name.replace(lead, '').trim()
      const short = bare.replace(tail, '').trim()
      if (short !== '') bare = short
      return bare.replace(/^[\s,:;|–—-]+|[\s,:;|–—-]+$/gu, '')
    })
    .map((name) => name.replace(aside, '').trim())
    .filter(
      (name) =>
        !credential.test(name) &&
        name.length > 1 &&
        name.length <= 80 &&
        !noName.test(name) &&
        !/^(?:https?:)?\/\//.test(name) &&
        /\p{L}/u.test(name),
    )
}

/** A comma parts names only when each part looks like a whole one: `Smith, John` and `John Smith, Reuters` are not lists. */
function splitNames(text: string): readonly string[] {
  const parts = text.split(between).filter((part) => part.trim() !== '')
  if (parts.length < 2) return parts
  const commasOnly = !/[;|•·／、&]|\s(?:and|dan|und|y|et|и|og|och|ve|și|şi|és)\s/iu.test(text)
  if (commasOnly && parts.length === 2 && parts.some((part) => !/\s/.test(part.trim()))) {
    const [first = '', second = ''] = parts
    if (/^(?:jr|sr|ph\.?d|md|m\.d|esq)\.?$/i.test(second.trim())) return [text]
    return /\s/.test(first.trim()) ? [first, second] : [text]
  }
  return parts
}
