import { html, type Markup } from '../text/markup.ts'

/** One format to subscribe to: its link, what it is good for, and its address to copy. */
export function formatLine(href: string, name: string, address: string, hint: string): Markup {
  return html`<li><a href="${href}">${name}</a> <span class="hint">${hint}</span><code dir="ltr">${breakable(address)}</code></li>
`
}

/** An address that may go on in the next line after a slash, and is copied without a trace of it. */
function breakable(address: string): readonly Markup[] {
  return address.split(/(?<=[^/]\/)(?=[^/])/).map((part, n) => (n === 0 ? html`${part}` : html`<wbr>${part}`))
}
