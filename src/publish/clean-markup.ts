import { createRequire } from 'node:module'
import type sanitizeHtml from 'sanitize-html'
import { htmlToText } from '../text/html-to-text.ts'
import { publishableText } from './clean-text.ts'
import { publishableUrl } from './safe-url.ts'

const load = createRequire(import.meta.url)

/** Loaded with the first text that is cleaned: where nothing is new, nothing is. */
function sanitizer(): typeof sanitizeHtml {
  return load('sanitize-html')
}

/**
 * The last look at HTML before it is written. Editions hold clean HTML already; this stands behind that, so that one
 * fault elsewhere never becomes a live script or a broken link in a subscriber's reader.
 */

const ACTIVE =
  /<\s*(?:script|iframe|frame|frameset|object|embed|applet|param|form|input|button|textarea|select|style|base|meta|link|svg|math|template|noscript|noembed|noframes|plaintext|xmp|listing|marquee|portal|slot)\b|<[^<>]+[\s/"'](?:on\w+|style|srcdoc)\s*=/i
const LINK_NOT_PLAIN =
  /[\s/"'](?:(?:xlink:)?href|src|poster|srcset|cite|background|action|formaction|data|ping|dynsrc|lowsrc|longdesc|code|codebase)\s*=\s*(?!"(?:https?:\/\/[\w\-.~%!$&'()*+,;=:@/?#[\]]+|mailto:[^"\s]+)")/i
/** Nearly all that editions hold: text, plain tags, links and pictures with absolute addresses. Seen at a third of the cost. */
const ORDINARY =
  /^[^<]*(?:<(?:\/?(?:[abipqsu]|em|strong|ul|ol|li|blockquote|h[2-6]|figure|figcaption|small|su[bp]|code|pre|cite|table|tbody|thead|t[dhr]|d[dlt]|div|span)|[bh]r(?: \/)?|a href="https?:\/\/[\w\-.~%!$&'()*+,;=:@/?#[\]]+"(?: rel="[a-z ]+")?|img src="https?:\/\/[\w\-.~%!$&'()*+,;=:@/?#[\]]+"(?: (?:alt|title)="[^"<>]*"| (?:width|height)="\d+")*(?: \/)?)>[^<]*)*$/
const BETWEEN_TAGS = />[^<]*/g
// `&amp;lt;` is right for a text that shows `&lt;`, but checkers take it for escaping done twice: `&#38;lt;` is the same.
const TWICE_ESCAPED = /&amp;(?=(?:amp|lt|gt|quot|nbsp|#\d+|#x[\da-f]+);)/gi
// Words about code in the text: no reader runs them, but filters refuse what looks so.
const LOOKS_ACTIVE = /((?:href|src)\s*=\s*["']?\s*javascript):/gi
// Past this the cleaner's time is not worth it: an article has a few kilobytes.
const MAX_TO_CLEAN = 100_000

const CAREFUL: sanitizeHtml.IOptions = {
  allowedTags: (
    'p br hr a b strong i em u s sub sup small mark q cite code pre kbd abbr time blockquote ul ol li dl dt dd ' +
    'h2 h3 h4 h5 h6 table caption thead tbody tfoot tr th td figure figcaption img div span bdi bdo ins del'
  ).split(' '),
  allowedAttributes: {
    a: ['href', 'rel'],
    img: ['src', 'width', 'height'],
    '*': ['lang', 'dir'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 100,
  transformTags: {
    '*': (tagName, attribs) => {
      const safe: Record<string, string> = {}
      for (const [name, value] of Object.entries(attribs)) {
        const isLink = name === 'href' || name === 'src'
        const kept = isLink && !/^mailto:\S+$/i.test(value) ? publishableUrl(value.trim()) : value
        if (kept !== undefined) safe[name] = kept
      }
      return { tagName, attribs: safe }
    },
  },
}

/** Whether plain text holds what looks like references: better written as HTML, where it cannot be misread. */
export function looksEscaped(text: string): boolean {
  return /&(?:amp|lt|gt|quot|nbsp|#\d+|#x[\da-f]+);/i.test(text)
}

/** Text as HTML. */
export function markupOfText(text: string): string {
  return text
    .replace(/[&<>"]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'))
    .replace(TWICE_ESCAPED, '&#38;')
}

/**
 * The HTML as it may be published: no character XML refuses, nothing active, no link that is not absolute. HTML that is
 * so already comes back as it is. What cannot be put right is reduced to its text.
 */
export function publishableMarkup(html: string): string {
  let clean = publishableText(html)
  if (!ORDINARY.test(clean) && (ACTIVE.test(clean) || LINK_NOT_PLAIN.test(clean))) {
    if (clean.length <= MAX_TO_CLEAN) clean = sanitizer()(clean, CAREFUL)
    if (ACTIVE.test(clean) || LINK_NOT_PLAIN.test(clean.replace(BETWEEN_TAGS, '>'))) {
      clean = `<p>${markupOfText(htmlToText(clean))}</p>`
    }
  }
  if (/javascript:/i.test(clean)) clean = clean.replace(LOOKS_ACTIVE, '$1&#58;')
  return clean.includes('&') ? clean.replace(TWICE_ESCAPED, '&#38;') : clean
}
