import { z } from 'zod'
import type { Backfill, Rule } from '../model/section.ts'
import type { PageSelectors, Source } from '../model/source.ts'
import type { Problem } from './config-error.ts'
import { keyProblem, readWith, type Told, valueProblem } from './explain.ts'
import {
  backfillShape,
  boostShape,
  conditionShape,
  defaultsShape,
  fromList,
  gateShape,
  ruleActions,
  ruleFields,
  sectionShape,
  selectorsShape,
  siteShape,
  sourceKinds,
  sourceShape,
} from './schema.ts'
import { defaultSourceId, sameDocumentKey, sourceUrl } from './source-url.ts'
import { httpUrl, isOff } from './values.ts'
import type { Path } from './yaml-text.ts'

const sectionSchema = z.strictObject(sectionShape)
const sourceSchema = z.strictObject(sourceShape)
const selectorsSchema = z.strictObject(selectorsShape)
const gateSchema = z.strictObject(gateShape)
const backfillSchema = z.strictObject(backfillShape)
const conditionSchema = z.strictObject(conditionShape)
const boostSchema = z.strictObject(boostShape)

const defaultsSchema = z.strictObject(defaultsShape)

export type SourceValues = z.output<typeof sourceSchema>
export type DefaultsValues = z.output<typeof defaultsSchema>

/** One entry of a section's `sources`, on its own. */
export type SourceInput = {
  readonly kind: Source['kind']
  readonly url: string
  /** The same for every way to write this document's address. */
  readonly documentKey: string
  readonly defaultId: string
  /** A part of its URL comes from the environment. */
  readonly hasVariable: boolean
  readonly headers: Readonly<Record<string, string>>
  readonly selectors: PageSelectors
  readonly values: SourceValues
  readonly told: Told
  readonly path: Path
  /** From a list that another program wrote: what it says gives way to what the operator says elsewhere. */
  readonly isListed?: true
}

/** What a section's file says, its sources and rules read one by one; nothing of the site or of other sections in it. */
export type SectionInput = {
  readonly slug: string
  readonly values: Omit<z.output<typeof sectionSchema>, 'from' | 'gate' | 'backfill' | 'sources' | 'rules'>
  readonly from: readonly string[]
  readonly gate: z.output<typeof gateSchema>
  readonly backfill: z.output<typeof backfillSchema> | Extract<Backfill, string> | undefined
  readonly sources: readonly SourceInput[]
  readonly rules: readonly Rule[]
  readonly told: Told
}

type RawMap = Readonly<Record<string, unknown>>

function isMap(value: unknown): value is RawMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The part of a map that a schema is for. */
function part(value: RawMap, keys: readonly string[]): RawMap {
  const result: Record<string, unknown> = Object.create(null)
  for (const key of keys) if (Object.hasOwn(value, key)) result[key] = value[key]
  return result
}

const kindKeys = Object.keys(sourceKinds)
const sourceKeys = Object.keys(sourceShape)
const selectorKeys = Object.keys(selectorsShape)

/** Where a key belongs that a source of this kind cannot have. */
function rightPlace(key: string, kindKey: string): string | undefined {
  if (selectorKeys.includes(key))
    return `${key} says where things are on a page: it goes with page, not with ${kindKey}`
  if (key === 'title') return 'a source has a name'
  return Object.hasOwn(sectionShape, key) ? `${key} is for the whole section` : undefined
}

function isKindKey(key: string): key is keyof typeof sourceKinds {
  return Object.hasOwn(sourceKinds, key)
}

/** Reads one source: a URL, or a map. What is wrong goes to `problems`. */
export function readSource(raw: unknown, path: Path, told: Told, problems: Problem[]): SourceInput | undefined {
  const value: unknown = typeof raw === 'string' ? { url: raw } : raw
  if (!isMap(value)) {
    problems.push(
      valueProblem(told, path, { expected: 'the URL of a feed, or a map with url, page, sitemap or list', value }),
    )
    return undefined
  }
  const given = Object.keys(value).filter(isKindKey)
  const kindKey = given[0]
  const isPage = given.includes('page')
  const known = [...kindKeys, ...sourceKeys, ...(isPage || kindKey === undefined ? selectorKeys : [])]
  const unknown = Object.keys(value).filter((key) => !known.includes(key))
  for (const key of unknown) {
    problems.push(keyProblem(told, [...path, key], known, kindKey === undefined ? undefined : rightPlace(key, kindKey)))
  }
  const said = part(value, sourceKeys)
  const values = Object.keys(said).length === 0 ? {} : readWith(sourceSchema, said, path, told, problems)
  const selectors = isPage ? readWith(selectorsSchema, part(value, selectorKeys), path, told, problems) : {}
  const addresses = given.map((key) => readWith(httpUrl, value[key], [...path, key], told, problems))
  if (kindKey === undefined && unknown.length === 0) {
    const found = Object.keys(value).length === 0 ? 'an empty map' : `only ${Object.keys(value).join(', ')}`
    problems.push(valueProblem(told, path, { expected: 'url, page, sitemap or list in it', found }))
  }
  if (given.length > 1) {
    problems.push(
      valueProblem(told, path, { expected: 'one of url, page, sitemap and list', found: given.join(' and ') }),
    )
  }
  const address = addresses[0]
  if (kindKey === undefined || given.length > 1 || !address || !values || !selectors) return undefined

  const { url, authorization } = sourceUrl(address)
  const headers: Record<string, string> = { ...values.headers }
  if (authorization !== undefined) {
    if (headers['authorization'] !== undefined) {
      problems.push(
        valueProblem(told, [...path, 'headers'], { expected: 'the password in the URL or in a header', found: 'both' }),
      )
      return undefined
    }
    headers['authorization'] = authorization
  }
  const documentKey = sameDocumentKey(url)
  const written = told.yaml.place([...path, kindKey]).written ?? ''
  // A name is shown everywhere: where a part of the URL is secret, it is made from what is written in the file.
  // `$${NAME}` stands for itself.
  const hasVariable = /(?<!\$)\$\{/.test(written)
  const defaultId = defaultSourceId(
    written.includes('${') ? written.replace(/^https?:\/\/([^/@]*@)?/i, '') : documentKey,
  )
  return {
    kind: sourceKinds[kindKey],
    url,
    documentKey,
    defaultId,
    hasVariable,
    headers,
    selectors,
    values,
    told,
    path,
  }
}

function isAction(key: string): key is Rule['action'] {
  return ruleActions.some((action) => action === key)
}

function readRule(raw: unknown, path: Path, told: Told, problems: Problem[]): Rule | undefined {
  const expected = `a rule: one of ${ruleActions.join(', ')}, and what it looks at`
  if (!isMap(raw)) {
    problems.push(valueProblem(told, path, { expected, value: raw }))
    return undefined
  }
  const keys = Object.keys(raw)
  for (const key of keys) if (!isAction(key)) problems.push(keyProblem(told, [...path, key], ruleActions))
  const [action, second] = keys.filter(isAction)
  if (action === undefined || second !== undefined) {
    if (keys.every(isAction)) {
      const found = action === undefined ? 'an empty map' : `${keys.join(' and ')} in one`
      problems.push(
        valueProblem(told, path, {
          expected,
          found,
          hint: action === undefined ? undefined : 'begin each rule with a dash',
        }),
      )
    }
    return undefined
  }
  const here = [...path, action]
  const schema = action === 'boost' ? boostSchema : conditionSchema
  const condition = readWith(schema, raw[action], here, told, problems)
  if (condition === undefined) return undefined
  const at = `${told.file}:${told.yaml.place(path).line}`
  const by =
    action === 'boost' ? { byMs: boostSchema.shape.by.parse(isMap(raw[action]) ? raw[action]['by'] : undefined) } : {}
  const { when } = condition
  const fields = Object.fromEntries(
    ruleFields.flatMap((field) => (condition[field] ? [[field, condition[field]]] : [])),
  )
  const count = Object.keys(fields).length
  if (when !== undefined && count > 0) {
    problems.push(
      valueProblem(told, here, { expected: 'words to look for, or when', found: 'both', hint: 'write two rules' }),
    )
    return undefined
  }
  if (when !== undefined) return { action, when: { kind: 'cel', expression: when }, ...by, at }
  if (count === 0) {
    problems.push(
      valueProblem(told, here, {
        expected: `something to look at: ${ruleFields.join(', ')} or when`,
        found: 'nothing',
      }),
    )
    return undefined
  }
  return { action, when: { kind: 'words', fields }, ...by, at }
}

function readGate(value: unknown, told: Told, problems: Problem[]): z.output<typeof gateSchema> {
  if (value === undefined) return {}
  if (isOff(value)) return { min: 0, collapse: 1 }
  return readWith(gateSchema, value, ['gate'], told, problems) ?? {}
}

function readBackfill(value: unknown, told: Told, problems: Problem[]): SectionInput['backfill'] {
  if (value === undefined || value === 'all' || value === 'none') return value
  if (isOff(value)) return 'none'
  if (isMap(value)) return readWith(backfillSchema, value, ['backfill'], told, problems)
  problems.push(
    valueProblem(told, ['backfill'], {
      expected: 'all, none, or a map such as { within: 48h, perSource: 5, total: 40 }',
      value,
    }),
  )
  return undefined
}

/** Reads what one section's file holds. What is wrong goes to `problems`; what is right comes back all the same. */
export function readSection(slug: string, value: unknown, told: Told, problems: Problem[]): SectionInput {
  const values = readWith(sectionSchema, value, [], told, problems, (key) => {
    if (Object.hasOwn(defaultsShape, key)) return `${key} is for sources: write it under defaults`
    if (sourceKeys.includes(key) || isKindKey(key)) return `${key} is for a source: write it under sources`
    return Object.hasOwn(siteShape, key) ? `${key} is for the whole site: write it in site.yaml` : undefined
  })
  const map: RawMap = isMap(value) ? value : {}
  const list = (key: string): readonly unknown[] => (Array.isArray(map[key]) ? map[key] : [])
  const nonNull = <T>(item: T | undefined): readonly T[] => (item === undefined ? [] : [item])
  const sources = list('sources').flatMap((item, index) =>
    item === undefined ? [] : nonNull(readSource(item, ['sources', index], told, problems)),
  )
  const rules = list('rules').flatMap((item, index) =>
    item === undefined ? [] : nonNull(readRule(item, ['rules', index], told, problems)),
  )
  if (isMap(value) && !('sources' in value) && !('from' in value)) {
    problems.push(valueProblem(told, [], { expected: 'sources, or from', found: 'neither' }))
  } else if (Array.isArray(map['sources']) && map['sources'].length === 0) {
    problems.push(valueProblem(told, ['sources'], { expected: 'at least one source', found: 'an empty list' }))
  }
  return {
    slug,
    values: values ?? {},
    from: map['from'] === undefined ? [] : (readWith(fromList, map['from'], ['from'], told, problems) ?? []),
    gate: readGate(map['gate'], told, problems),
    backfill: readBackfill(map['backfill'], told, problems),
    sources,
    rules,
    told,
  }
}
