import type { Member, Section } from '../model/section.ts'
import type { Source } from '../model/source.ts'
import { attribute, element } from '../publish/xml.ts'
import { cleanText, xmlLegal } from '../text/plain.ts'
import type { Config } from './config.ts'
import { isXPathType } from './outline-attributes.ts'
import { slugFromTitle } from './slug.ts'
import { defaultSourceId, sameDocumentKey } from './source-url.ts'

/** What `warta:` stands for in a list: settings that OPML has no attribute for. */
export const wartaNamespace = 'urn:warta:opml'

/** Namespaces of attributes that other programs write. */
const namespaces: Readonly<Record<string, string>> = { frss: 'https://freshrss.org/opml', warta: wartaNamespace }

/** A list of sources, and what of the configuration it does not hold. */
export type SourceList = { readonly opml: string; readonly leftOut: readonly string[] }

/**
 * The configured sources as OPML 2.0 (opml.org/spec2): an outline for each section, one inside of another where that is
 * made of it. Feeds are `rss`, pages and sitemaps `link`, remote lists `include`. No secrets: neither headers nor
 * passwords, nor URLs with something from the environment in them.
 */
export function renderSourceList(config: Config): SourceList {
  const leftOut = config.withVariables.map((id) => `${id}: its URL holds a variable`)
  for (const { id, headers } of config.sources) {
    if (Object.keys(headers).length > 0) leftOut.push(`the headers of ${id}`)
  }
  const writing: Writing = {
    config,
    sources: new Map(config.sources.map((source) => [source.id, source])),
    owners: ownersOf(config.sections),
  }
  const top = config.sections.filter(({ slug }) => !writing.owners.has(slug))
  const body = top.map((section) => sectionOutline(section, writing)).join('')
  const prefixes = new Set([
    'warta',
    ...[...body.matchAll(/ ([\p{L}_][\p{L}\p{N}_.-]*):[^\s="]+="/gu)].map(([, name]) => name ?? ''),
  ])
  prefixes.delete('xml')
  const declared = [...prefixes]
    .sort()
    .map((prefix) => attribute(`xmlns:${prefix}`, namespaces[prefix] ?? `urn:opml:${prefix}`))
  const head = element('title', cleanText(config.site.title)) + element('docs', 'https://opml.org/spec2.opml')
  return {
    opml:
      '<?xml version="1.0" encoding="utf-8"?>\n' +
      `<opml version="2.0"${declared.join('')}>\n<head>\n${head}</head>\n<body>\n${body}</body>\n</opml>\n`,
    leftOut,
  }
}

type Writing = {
  readonly config: Config
  readonly sources: ReadonlyMap<string, Source>
  /** Of a section that is written inside of another: which. */
  readonly owners: ReadonlyMap<string, string>
}

/** A section that one other is made of stands inside of it; where several are, each names it. */
function ownersOf(sections: readonly Section[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const { slug } of sections) {
    const [owner, ...others] = sections.filter(({ from }) => from.includes(slug))
    if (owner !== undefined && others.length === 0) owners.set(slug, owner.slug)
  }
  return owners
}

function sectionOutline(section: Section, writing: Writing): string {
  const { config, sources, owners } = writing
  const { slug, title, description } = section
  const inside = section.from.filter((from) => owners.get(from) === slug)
  const named = section.from.filter((from) => owners.get(from) !== slug)
  const outlines = [
    ...section.members.flatMap((member) => {
      const source = sources.get(member.sourceId)
      if (source === undefined || config.withVariables.includes(source.id)) return []
      return [sourceOutline(source, member, config.outlines[slug]?.[source.id] ?? {})]
    }),
    ...config.sections.filter((other) => inside.includes(other.slug)).map((other) => sectionOutline(other, writing)),
  ]
  const text = cleanText(title)
  const attributes =
    attribute('text', text) +
    attribute('description', description) +
    attribute('language', config.ownLanguages[slug]) +
    attribute('warta:slug', slugFromTitle(text) === slug ? undefined : slug) +
    attribute('warta:from', named.join(','))
  return `<outline${attributes}>\n${outlines.join('')}</outline>\n`
}

function sourceOutline(source: Source, member: Member, kept: Readonly<Record<string, string>>): string {
  const text = cleanText(source.name ?? source.url)
  const { type: keptType, title, ...others } = kept
  // What another program reads by its XPath is its own again; a page of ours is a link to it.
  const isScraped = source.kind === 'page' && isXPathType(keptType)
  const address = source.kind === 'feed' || isScraped ? 'xmlUrl' : 'url'
  const usual = { feed: 'rss', page: 'link', sitemap: 'link', list: 'include' }[source.kind]
  const type = (source.kind === 'feed' || isScraped ? keptType : undefined) ?? usual
  const settings = settingsOf(source, member)
  const rest = Object.entries(others).map(([name, value]) => ` ${name}="${written(value)}"`)
  return (
    `<outline${attribute('type', type)}${attribute('text', text)}` +
    `${attribute('title', title ?? text)}${attribute(address, source.url)}${attribute('language', source.language)}` +
    `${rest.join('')}${attribute('warta:kind', source.kind === 'feed' || source.kind === 'list' ? undefined : source.kind)}` +
    `${attribute('warta:settings', Object.keys(settings).length === 0 ? undefined : JSON.stringify(settings))}/>\n`
  )
}

/** An attribute that is there and empty stays so. */
function written(value: string): string {
  return attribute('x', xmlLegal(value)).slice(' x="'.length, -1)
}

/** What the operator said of a source that belongs to it wherever it is polled, as he would write it. */
function settingsOf(source: Source, member: Member): Record<string, unknown> {
  const { id, timezone, fullText } = source
  const { rank, limit, rights, dedupe } = member
  return {
    ...(id === defaultSourceId(sameDocumentKey(source.url)) ? {} : { id }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(fullText ? { fullText } : {}),
    ...(rank === undefined ? {} : { rank }),
    ...(limit === undefined ? {} : { limit: limit === Number.POSITIVE_INFINITY ? 'off' : limit }),
    ...(rights === undefined ? {} : { rights }),
    ...(dedupe ? {} : { dedupe }),
    ...(source.kind === 'page' ? source.selectors : {}),
  }
}
