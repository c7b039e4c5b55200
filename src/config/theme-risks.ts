import type { Remark } from './config.ts'

/** A template or the stylesheet of a theme, as it stands in its file. */
export type ThemeText = { readonly file: string; readonly text: string; readonly kind: 'template' | 'style' }

const COMMENTS = { template: /\{\{![^}]*\}\}|<!--.*?-->/gs, style: /\/\*.*?\*\//gs } as const
const ADDRESS = /\b(?:src|href|poster|srcset)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi
const OWN_FILE = /(?:^|,\s*|\{\{(?:root|home)\}\})\/?theme\/([^\s,?#{]+)/g
const CSS_URL = /\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^"'\s)]*))/gi
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#|$)/i
/** Blocks of data stand in such an element too, and are no script. */
const INACTIVE = /<(script|style)\b(?![^>]*\btype\s*=\s*["']?application\/(?:ld\+)?json\b)/gi

/**
 * What a theme will not show as it is meant: pictures and fonts it asks for and does not have, scripts and styles in a page
 * (the site's Content-Security-Policy allows none).
 * @param assets names of the pictures and fonts in the folder
 */
export function themeRisks(texts: readonly ThemeText[], assets: ReadonlySet<string>): readonly Remark[] {
  return texts.flatMap(({ file, text, kind }) => {
    // Blanks in their place, so that lines stay the same.
    const active = text.replace(COMMENTS[kind], (comment) => comment.replace(/[^\n]/g, ' '))
    const found = kind === 'style' ? riskyUrls(active, assets) : [...missing(active, assets), ...inactive(active)]
    return found.map(({ offset, message }) => ({
      at: `${file}:${active.slice(0, offset).split('\n').length}`,
      message,
    }))
  })
}

type Risk = { readonly offset: number; readonly message: string }

function missing(template: string, assets: ReadonlySet<string>): readonly Risk[] {
  return [...template.matchAll(ADDRESS)].flatMap(({ 1: double, 2: single = '', index }) =>
    [...(double ?? single).matchAll(OWN_FILE)].flatMap(([, name = '']) =>
      assets.has(name) ? [] : [{ offset: index, message: `theme/${name} is asked for and is not in the theme` }],
    ),
  )
}

function inactive(template: string): readonly Risk[] {
  return [...template.matchAll(INACTIVE)].map(({ 1: element = '', index }) => ({
    offset: index,
    message:
      element.toLowerCase() === 'script'
        ? 'a script does not run: pages allow none'
        : 'a style in the page has no effect: write it into style.css',
  }))
}

function riskyUrls(style: string, assets: ReadonlySet<string>): readonly Risk[] {
  return [...style.matchAll(CSS_URL)].flatMap(({ 1: double, 2: single, 3: bare = '', index }) => {
    const [address = ''] = (double ?? single ?? bare).split(/[?#]/)
    if (ELSEWHERE.test(address)) return []
    const name = /^(?:\.?\/)?theme\/(.+)$/.exec(address)?.[1]
    if (name !== undefined && assets.has(name)) return []
    const hint = name === undefined && assets.has(address) ? `: it is at theme/${address}` : ''
    return [{ offset: index, message: `${address} is asked for and is not in the theme${hint}` }]
  })
}
