/** Building HTML: whatever is put into a template is escaped, unless it is markup made here. */

/** Markup that is safe as it stands. */
export type Markup = { readonly markup: string }

type Value = string | number | Markup | readonly Markup[] | undefined | false

const SPECIAL = /[&<>"']/
const ALL_SPECIAL = /[&<>"']/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (c) => ENTITIES[c] ?? c) : text
}

/** A template of HTML: strings and numbers are escaped, markup and lists of it are not, `undefined` and `false` vanish. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let markup = strings[0] ?? ''
  for (const [index, value] of values.entries()) markup += written(value) + (strings[index + 1] ?? '')
  return { markup }
}

function written(value: Value): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  if ('markup' in value) return value.markup
  return value.map((part) => part.markup).join('')
}
