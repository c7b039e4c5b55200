/** Escaping for XML, for text that `guard.ts` has freed of characters XML cannot carry. */

const TEXT = /[&<>]/
const ATTRIBUTE = /[&<>"\t\n\r]/
const ATTRIBUTE_ALL = /[&<>"\t\n\r]/g

function attributeEntity(character: string): string {
  switch (character) {
    case '&':
      return '&amp;'
    case '<':
      return '&lt;'
    case '>':
      return '&gt;'
    case '"':
      return '&quot;'
    // A parser turns these into spaces unless they are written as references (XML 1.0, 3.3.3).
    default:
      return `&#${character.charCodeAt(0)};`
  }
}

/** Character data. `>` is escaped too, so that `]]>` can never appear (XML 1.0, 2.4). */
export function xmlText(text: string): string {
  if (!TEXT.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The value of an attribute between double quotes. */
export function xmlAttribute(text: string): string {
  return ATTRIBUTE.test(text) ? text.replace(ATTRIBUTE_ALL, attributeEntity) : text
}

/**
 * A title in RSS: `&` and `<` as hexadecimal references. Readers disagree whether an RSS title is text or markup; this
 * spelling shows the text in most of both kinds (RSS Best Practices Profile, "Character Data").
 */
export function rssTitle(text: string): string {
  if (!TEXT.test(text)) return text
  return text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;').replaceAll('>', '&gt;')
}

/**
 * HTML as character data, unescaped: half the work of escaping it, for us and for whoever reads it. Only what would end
 * that (XML 1.0, 2.7) is escaped.
 */
export function xmlMarkup(html: string): string {
  return html.includes(']]>') ? xmlText(html) : `<![CDATA[${html}]]>`
}

/** `<name>text</name>`, or nothing where there is no text. */
export function element(name: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `<${name}>${xmlText(text)}</${name}>\n`
}

/** ` name="value"`, or nothing where there is no value. */
export function attribute(name: string, value: string | number | undefined): string {
  return value === undefined || value === '' ? '' : ` ${name}="${xmlAttribute(String(value))}"`
}
