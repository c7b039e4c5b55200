import { foldText, plainText } from './article-text.ts'

/** The text of an article with that of its next page, which may also be all of it. */
export function joined<
  T extends { readonly item: { readonly content?: { readonly value: string } }; readonly nextUrl?: string },
>(before: T, after: T): T {
  const { nextUrl: _, ...article } = before
  const [text, more] = [before.item.content, after.item.content]
  const goesOn = after.nextUrl === undefined ? {} : { nextUrl: after.nextUrl }
  if (more === undefined) return article as T
  if (text === undefined) return { ...article, ...goesOn, item: { ...before.item, content: more } } as T
  const blocks = new Set(blocksOf(text.value))
  const fresh = blocksOf(more.value).filter((block) => !blocks.has(block))
  if (fresh.length === 0) return article as T
  const isWhole = blocksOf(text.value).every((block) => blocksOf(more.value).includes(block))
  const value = isWhole ? more.value : `${text.value}\n${withoutRepetition(more.value, blocks)}`
  return { ...article, ...goesOn, item: { ...before.item, content: { ...text, value } } } as T
}

/** A page without the paragraphs at its beginning that were said before: templates put the standfirst over each page. */
function withoutRepetition(html: string, said: ReadonlySet<string>): string {
  let rest = html
  for (;;) {
    const [block, , inner] = /^\s*<(p|h[1-6])\b[^>]*>([\s\S]*?)<\/\1>/i.exec(rest) ?? []
    if (block === undefined || inner === undefined || !said.has(foldText(plainText(inner)))) return rest
    rest = rest.slice(block.length)
  }
}

/** The blocks of a text by what they say, longer ones only: which of them another has too. */
function blocksOf(html: string): readonly string[] {
  return html
    .split(/<\/?(?:p|div|li|h\d|blockquote|br)\b[^>]*>/i)
    .map((block) => foldText(plainText(block)))
    .filter((block) => block.length > 30)
}
