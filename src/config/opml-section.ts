import { ParseError } from '../errors.ts'
import type { Outline } from '../model/opml.ts'
import { parseOpml } from '../parse/opml.ts'
import type { Remark } from './config.ts'
import { type Problem, problem } from './config-error.ts'
import type { Told } from './explain.ts'
import type { ConfigFile } from './read-folder.ts'
import { readSource, type SectionInput, type SourceInput } from './read-section.ts'
import { sourceOf } from './import-list.ts'
import { keptAttributes } from './outline-attributes.ts'
import { slugFromTitle, titleFromSlug } from './slug.ts'
import { languageTag } from './values.ts'
import type { Place } from './yaml-text.ts'

/** A section that grows while its file is read. */
type Draft = {
  readonly slug: string
  title: string
  /** Named after the file: whatever else has its slug may give it a title. */
  isFile: boolean
  readonly told: Told
  readonly sources: SourceInput[]
  readonly from: Set<string>
}

type Reading = {
  readonly file: string
  readonly find: (text: string) => Place
  readonly drafts: Map<string, Draft>
  readonly problems: Problem[]
  readonly warnings: Remark[]
}

/** How far ahead a value is looked for: what is written otherwise than expected must not cost a search of the whole file. */
const searchWindow = 100_000

/**
 * Finds attribute values in an XML text, each behind the one before: outlines come in the document's order, so that a
 * large list is searched once and not once for each line.
 */
function finder(text: string): (value: string) => Place {
  let at = 0
  let line = 1
  let lineStart = 0
  return (value) => {
    const ahead = text.slice(at, at + searchWindow)
    const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
    const found = [`"${escaped}"`, `"${value}"`, `'${value}'`]
      .map((written) => ahead.indexOf(written))
      .find((index) => index !== -1)
    if (value !== '' && found !== undefined) {
      const to = at + found + 1
      for (let next = text.indexOf('\n', at); next !== -1 && next < to; next = text.indexOf('\n', next + 1)) {
        line++
        lineStart = next + 1
      }
      at = to
    }
    const column = at - lineStart + 1
    return { line, column, keyLine: line, keyColumn: column }
  }
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
}

function addressAsWritten(outline: Outline): string {
  return Object.entries(outline.attributes).find(([name]) => name.toLowerCase() === 'xmlurl')?.[1] ?? ''
}

/** A page, a sitemap or a source of a kind that Warta does not read: by its type, or as Warta itself wrote it. */
function isSpecial(outline: Outline): boolean {
  const kind = outline.attributes['warta:kind']
  return kind === 'page' || kind === 'sitemap' || /\+/.test(outline.type ?? '')
}

function addSpecial(outline: Outline, draft: Draft, reading: Reading): void {
  const { found, lost } = sourceOf(outline)
  const place = reading.find(found?.url ?? addressAsWritten(outline))
  const at = `${reading.file}:${place.line}`
  for (const message of lost) reading.warnings.push({ at, message })
  if (found === undefined) return
  const told: Told = { file: reading.file, yaml: { place: () => place } }
  const { kind, url, name, settings } = found
  const named = name === '' || name === url ? {} : { name }
  const path = ['sources', draft.sources.length]
  const source = readSource({ [kind]: url, ...named, ...settings }, path, told, [])
  if (source) draft.sources.push({ ...source, isListed: true })
  else reading.warnings.push({ at, message: leftOut(name, url ?? '') })
}

function leftOut(name: string, written: string): string {
  return `${name || 'an outline'} is left out: expected an http or https URL, found ${JSON.stringify(written.slice(0, 80))}`
}

function addFeed(outline: Outline, draft: Draft, reading: Reading): void {
  if (isSpecial(outline)) {
    addSpecial(outline, draft, reading)
    return
  }
  const written = addressAsWritten(outline)
  const name = oneLine(outline.text)
  if (outline.xmlUrl === undefined && written === '') {
    // Notes, and links to lists that a reader would follow: neither is a feed.
    if (outline.type === 'rss' || outline.type === 'atom') {
      reading.warnings.push({
        at: reading.file,
        message: `${name || 'an outline'} has no address of a feed and is left out`,
      })
    }
    return
  }
  const place = reading.find(written)
  const told: Told = { file: reading.file, yaml: { place: () => place } }
  const language = outline.language === undefined ? undefined : languageTag(outline.language)
  const value = {
    url: outline.xmlUrl,
    ...(name === '' ? {} : { name }),
    ...(language === undefined ? {} : { language }),
    ...keptAttributes(outline),
  }
  // A list comes from another program: what it has wrong costs that one feed, not the whole configuration.
  const source =
    outline.xmlUrl === undefined ? undefined : readSource(value, ['sources', draft.sources.length], told, [])
  if (source) {
    draft.sources.push({ ...source, isListed: true })
  } else {
    reading.warnings.push({ at: `${reading.file}:${place.line}`, message: leftOut(name, written) })
  }
}

const start: Place = { line: 1, column: 1, keyLine: 1, keyColumn: 1 }

function draftOf(title: string, isFile: boolean, reading: Reading): Draft {
  const slug = slugFromTitle(title)
  const place = isFile ? start : reading.find(title)
  const known = reading.drafts.get(slug)
  if (known === undefined) {
    const told: Told = { file: reading.file, yaml: { place: () => place } }
    const draft: Draft = { slug, title, isFile, told, sources: [], from: new Set() }
    reading.drafts.set(slug, draft)
    return draft
  }
  if (known.isFile && !isFile) {
    known.title = title
    known.isFile = false
  } else if (!isFile && known.title.toLowerCase() !== title.toLowerCase()) {
    const found = `${JSON.stringify(title)}, whose slug ${slug} ${JSON.stringify(known.title)} has already`
    const { line, column } = place
    reading.problems.push(
      problem({
        file: reading.file,
        line,
        column,
        expected: 'folders that make different slugs',
        found,
        hint: 'rename one of them',
      }),
    )
  }
  return known
}

/** Feeds go to the section they lie in; an outline with children is a section of its own, which the outer one is made of too. */
function addOutlines(outlines: readonly Outline[], draft: Draft, isNested: boolean, reading: Reading): void {
  for (const outline of outlines) {
    if (outline.children.length === 0) {
      addFeed(outline, draft, reading)
      continue
    }
    const inner = draftOf(oneLine(outline.title ?? outline.text) || draft.title, false, reading)
    if (inner !== draft && isNested) draft.from.add(inner.slug)
    if (addressAsWritten(outline) !== '') addFeed(outline, inner, reading)
    addOutlines(outline.children, inner, true, reading)
  }
}

/** Sections without any feed inside are left out, and then those made only of such. */
function withoutEmpty(drafts: ReadonlyMap<string, Draft>, reading: Pick<Reading, 'warnings'>): readonly Draft[] {
  const kept = new Map(drafts)
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const draft of kept.values()) {
      for (const slug of draft.from) if (!kept.has(slug)) draft.from.delete(slug)
      if (draft.sources.length > 0 || draft.from.size > 0) continue
      kept.delete(draft.slug)
      if (draft.isFile) continue
      const at = `${draft.told.file}:${draft.told.yaml.place([]).line}`
      reading.warnings.push({ at, message: `${draft.title} has no feed in it and is left out` })
    }
  }
  return [...kept.values()]
}

/**
 * Sections that `.opml` files describe: each outline with children is one (its slug made from its title), feeds outside of
 * any are one named after the file. A slug that a YAML file has too is a problem; an outline that is no usable feed is
 * left out with a warning.
 */
export async function readOpmlSections(
  files: readonly ConfigFile[],
  yamlSections: readonly { readonly slug: string; readonly told: Told }[],
  problems: Problem[],
): Promise<{ readonly sections: readonly SectionInput[]; readonly warnings: readonly Remark[] }> {
  const drafts = new Map<string, Draft>()
  const warnings: Remark[] = []
  for (const { file, name, bytes } of files) {
    try {
      const { title, outlines } = await parseOpml(bytes, { url: file })
      const reading: Reading = { file, find: finder(new TextDecoder().decode(bytes)), drafts, problems, warnings }
      const loose = draftOf(name, true, reading)
      if (loose.isFile) loose.title = oneLine(title ?? '') || titleFromSlug(loose.slug)
      addOutlines(outlines, loose, false, reading)
    } catch (error) {
      if (!(error instanceof ParseError)) throw error
      const found = error.message.startsWith(`${file}: `) ? error.message.slice(file.length + 2) : error.message
      problems.push(problem({ file, line: 1, column: 1, expected: 'an OPML document', found }))
    }
  }
  const sections = withoutEmpty(drafts, { warnings })
  for (const { slug, title, told } of sections) {
    const other = yamlSections.find((section) => section.slug === slug)
    if (other === undefined) continue
    const { line, column } = told.yaml.place([])
    const found = `${JSON.stringify(title)}, whose slug ${slug} is that of ${other.told.file}`
    problems.push(
      problem({
        file: told.file,
        line,
        column,
        expected: 'sections that no YAML file is for',
        found,
        hint: 'rename one of them',
      }),
    )
  }
  return {
    sections: sections.map(({ slug, title, told, sources, from }) => ({
      slug,
      values: { title },
      from: [...from],
      gate: {},
      backfill: undefined,
      sources,
      rules: [],
      told,
    })),
    warnings,
  }
}
