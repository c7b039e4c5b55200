import { isUrlAttribute, resolveUrl } from './link.ts'
import type { XmlElement } from './xml-tree.ts'

/** HTML's void elements: they have no end tag, and what an XML document put inside them belongs after them. */
const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

/** The name an HTML reader knows it by: `x:div` in the XHTML namespace is a `div`. */
function htmlName(element: XmlElement): string {
  return element.name.key.startsWith('?:') ? element.name.raw : element.name.local
}

function startTag(name: string, element: XmlElement, base: string): string {
  let tag = `<${name}`
  for (const attribute of element.attributes) {
    if (attribute.name.startsWith('xmlns') || attribute.name === 'xml:base') continue
    const written = attribute.name === 'xml:lang' ? 'lang' : attribute.name
    // An inner xml:base holds only here, and HTML has no such thing: its URLs are resolved at once.
    const nested = element.base !== base && isUrlAttribute(written)
    const value = nested ? (resolveUrl(attribute.value, element.base) ?? attribute.value) : attribute.value
    tag += ` ${written}="${escapeAttribute(value)}"`
  }
  return `${tag}>`
}

function serialize(element: XmlElement, base: string): string {
  let html = ''
  for (const node of element.nodes) {
    if (typeof node === 'string') {
      html += escapeText(node)
      continue
    }
    const name = htmlName(node)
    html += startTag(name, node, base)
    html += serialize(node, base)
    if (!voids.has(name.toLowerCase())) html += `</${name}>`
  }
  return html
}

/** What is inside an element, written as HTML; relative URLs still refer to the element's own `base`. */
export function innerHtml(element: XmlElement): string {
  return serialize(element, element.base).trim()
}
