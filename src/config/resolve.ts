import { createHash } from 'node:crypto'
import { REFUSED_PORTS } from '../fetch/refused-ports.ts'
import type { Webhook } from '../model/outbox.ts'
import type { Backfill, Member, Section, Site } from '../model/section.ts'
import type { Source, SourceId } from '../model/source.ts'
import type { Alerts, Config, Remark } from './config.ts'
import type { Problem } from './config-error.ts'
import { creditFor } from './credit.ts'
import { type Told, valueProblem } from './explain.ts'
import { nearestKey } from './nearest-key.ts'
import { defaultIdBase } from '../text/default-id-base.ts'
import { isPrivateHost } from '../text/private-host.ts'
import type { DefaultsValues, SectionInput, SourceInput } from './read-section.ts'
import type { SiteInput } from './read-site.ts'
import { titleFromSlug } from './slug.ts'
import type { Path } from './yaml-text.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What holds where the operator says nothing. docs/configuration.md tells each (a test compares them). */
export const defaults = {
  title: 'Warta',
  language: 'en',
  timezone: 'UTC',
  retentionMs: 30 * day,
  store: 'json',
  hostGapMs: 2000,
  everyMs: 30 * minute,
  maxEveryMs: 24 * hour,
  publish: 'excerpt',
  excerpt: 300,
  images: 'none',
  futureDates: 'clamp',
  limit: 60,
  perDay: 100,
  gate: { min: 1, collapse: 0.7 },
  backfill: { withinMs: 48 * hour, perSource: 5, total: 40 },
  maxAgeMs: 7 * day,
  alertsPerDay: 5,
} as const

/** Nobody is asked more often than that, whatever is written. */
const leastEveryMs = 15 * minute

type Resolving = {
  readonly site: SiteInput
  readonly sections: readonly SectionInput[]
  readonly problems: Problem[]
  readonly warnings: Remark[]
}

function at(told: Told, path: Path): string {
  return `${told.file}:${told.yaml.place(path).line}`
}

function warn(resolving: Resolving, told: Told, path: Path, message: string): void {
  resolving.warnings.push({ message, at: at(told, path) })
}

/** A source as one section wants it, the nearest of the three levels already chosen. */
type Wish = { readonly section: SectionInput; readonly input: SourceInput }

type Level = { readonly values: DefaultsValues; readonly told: Told; readonly path: Path }

/** Nearest first. */
function levels({ section, input }: Wish, site: SiteInput): readonly Level[] {
  return [
    { values: input.values, told: input.told, path: input.path },
    { values: section.values.defaults ?? {}, told: section.told, path: ['defaults'] },
    { values: site.values.defaults ?? {}, told: site.told, path: ['defaults'] },
  ]
}

function nearest<K extends keyof DefaultsValues>(
  key: K,
  wish: Wish,
  site: SiteInput,
): { readonly value: DefaultsValues[K] | undefined; readonly level: Level | undefined } {
  const level = levels(wish, site).find((one) => one.values[key] !== undefined)
  return { value: level?.values[key], level }
}

type Said<T> = { readonly value: T | undefined; readonly path: Path }

/** The value that those who name one agree on. Where two differ: a problem, of a name only a warning; the first holds. */
function agreed<T>(
  what: string,
  wishes: readonly Wish[],
  pick: (input: SourceInput) => Said<T>,
  resolving: Resolving,
): T | undefined {
  let first: { readonly value: T; readonly input: SourceInput; readonly path: Path } | undefined
  for (const { input } of wishes.toSorted(
    (a, b) => Number(a.input.isListed ?? false) - Number(b.input.isListed ?? false),
  )) {
    const { value, path } = pick(input)
    if (value === undefined) continue
    if (first === undefined) {
      first = { value, input, path }
    } else if (!input.isListed && JSON.stringify(first.value) !== JSON.stringify(value)) {
      const place = at(first.input.told, first.path)
      if (what === 'name') {
        warn(resolving, input.told, path, `this source has another name at ${place}: that one holds`)
      } else {
        const expected = `the same ${what} wherever this source is listed`
        resolving.problems.push(
          valueProblem(input.told, path, { expected, found: 'another', hint: `see ${place}; say it once` }),
        )
      }
    }
  }
  return first?.value
}

/** How often the source is asked: as often as the most eager of its sections wants, within the hard minimum. */
function pace(wishes: readonly Wish[], resolving: Resolving): Pick<Source, 'everyMs' | 'maxEveryMs' | 'everyGiven'> {
  const paces = wishes.map((wish) => {
    const every = nearest('every', wish, resolving.site)
    const maxEvery = nearest('maxEvery', wish, resolving.site)
    const most = Math.max(maxEvery.value ?? Math.max(defaults.maxEveryMs, every.value ?? 0), leastEveryMs)
    const wanted = every.value ?? Math.min(defaults.everyMs, most)
    if (every.value !== undefined && maxEvery.value !== undefined && every.value > maxEvery.value) {
      const level = maxEvery.level ?? { told: wish.input.told, path: wish.input.path }
      resolving.problems.push(
        valueProblem(level.told, [...level.path, 'maxEvery'], {
          expected: 'a duration not shorter than every',
          found: 'a shorter one',
        }),
      )
    }
    if (wanted < leastEveryMs && every.level !== undefined) {
      warn(
        resolving,
        every.level.told,
        [...every.level.path, 'every'],
        'every is less than 15m, the hard minimum: 15m holds',
      )
    }
    return { everyMs: Math.max(wanted, leastEveryMs), maxEveryMs: most, everyGiven: every.value !== undefined }
  })
  const given = paces.filter((one) => one.everyGiven)
  const everyMs = Math.min(...(given.length > 0 ? given : paces).map((one) => one.everyMs))
  return {
    everyMs,
    maxEveryMs: Math.max(everyMs, Math.min(...paces.map((one) => one.maxEveryMs))),
    everyGiven: given.length > 0,
  }
}

/** The zone of dates without one: what a source says of itself, then the defaults around it. */
function zone(wishes: readonly Wish[], resolving: Resolving): string | undefined {
  const own = agreed(
    'timezone',
    wishes,
    (input) => ({ value: input.values.timezone, path: [...input.path, 'timezone'] }),
    resolving,
  )
  return (
    own ?? wishes.map((wish) => nearest('timezone', wish, resolving.site).value).find((value) => value !== undefined)
  )
}

function makeSource(id: SourceId, wishes: readonly Wish[], resolving: Resolving): Source | undefined {
  const [first] = wishes
  if (first === undefined) return undefined
  const of = <K extends 'name' | 'language'>(key: K) =>
    agreed(key, wishes, (input) => ({ value: input.values[key], path: [...input.path, key] }), resolving)
  const { input } = first
  for (const other of wishes) {
    if (other.input.kind === input.kind) continue
    resolving.problems.push(
      valueProblem(other.input.told, other.input.path, {
        expected: `a ${input.kind}, as this document is at ${at(input.told, input.path)}`,
        found: `a ${other.input.kind}`,
      }),
    )
  }
  const named = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined)
  const headers = agreed(
    'headers',
    wishes,
    (one) => ({ value: named(one.headers), path: [...one.path, 'headers'] }),
    resolving,
  )
  const selectors = agreed('selectors', wishes, (one) => ({ value: named(one.selectors), path: one.path }), resolving)
  const polled = {
    id,
    // Both http and https of one host: the safe one is asked.
    url: wishes.find((wish) => wish.input.url.startsWith('https:'))?.input.url ?? input.url,
    name: of('name'),
    language: of('language'),
    timezone: zone(wishes, resolving),
    headers: headers ?? {},
    ...pace(wishes, resolving),
    fullText: wishes.some((wish) => wish.input.values.fullText === true),
  }
  return input.kind === 'page'
    ? { ...polled, kind: 'page', selectors: selectors ?? {} }
    : { ...polled, kind: input.kind }
}

function makeMember(sourceId: SourceId, wish: Wish, usualCredit: string, resolving: Resolving): Member {
  const { input } = wish
  const { rank, limit, rights, dedupe } = input.values
  const publish = nearest('publish', wish, resolving.site)
  const credit = nearest('credit', wish, resolving.site).value
  if (publish.value === 'full' && rights === undefined) {
    warn(
      resolving,
      input.told,
      input.path,
      `${sourceId} is republished in full and nothing says what allows it: add rights`,
    )
  }
  return {
    sourceId,
    rank,
    limit,
    publish: publish.value ?? defaults.publish,
    excerpt: nearest('excerpt', wish, resolving.site).value ?? defaults.excerpt,
    credit: credit === undefined ? usualCredit : credit.text,
    images: nearest('images', wish, resolving.site).value ?? defaults.images,
    futureDates: nearest('futureDates', wish, resolving.site).value ?? defaults.futureDates,
    rights,
    dedupe: dedupe ?? true,
  }
}

function makeBackfill(given: SectionInput['backfill']): Backfill {
  if (typeof given === 'string') return given
  return {
    withinMs: given?.within ?? defaults.backfill.withinMs,
    perSource: given?.perSource ?? defaults.backfill.perSource,
    total: given?.total ?? defaults.backfill.total,
  }
}

/** Sections that `from` names wrongly, or that are made of themselves. */
function checkFrom(resolving: Resolving): void {
  const bySlug = new Map(resolving.sections.map((section) => [section.slug, section]))
  for (const section of resolving.sections) {
    for (const [index, slug] of section.from.entries()) {
      if (bySlug.has(slug)) continue
      const others = [...bySlug.keys()].filter((other) => other !== section.slug)
      const near = nearestKey(slug, others)
      const hint = near
        ? `did you mean ${near}?`
        : `there ${others.length === 0 ? 'is no other' : `are: ${others.join(', ')}`}`
      resolving.problems.push(
        valueProblem(section.told, ['from', index], { expected: 'the slug of a section', value: slug, hint }),
      )
    }
  }
  const done = new Set<string>()
  const visit = (section: SectionInput, trail: readonly string[]): void => {
    if (done.has(section.slug)) return
    for (const [index, slug] of section.from.entries()) {
      const next = bySlug.get(slug)
      if (next === undefined) continue
      const path = [...trail, section.slug]
      if (path.includes(slug)) {
        const circle = [...path.slice(path.indexOf(slug)), slug].join(' from ')
        resolving.problems.push(
          valueProblem(section.told, ['from', index], {
            expected: 'sections that are not made of this one',
            found: circle,
          }),
        )
      } else {
        visit(next, path)
      }
    }
    done.add(section.slug)
  }
  for (const section of resolving.sections) visit(section, [])
}

/** Brings together what several sections say of one document. */
function groupSources(resolving: Resolving): readonly { readonly id: SourceId; readonly wishes: readonly Wish[] }[] {
  const byDocument = new Map<string, Wish[]>()
  for (const section of resolving.sections) {
    for (const input of section.sources) {
      const wishes = byDocument.get(input.documentKey)
      if (wishes) wishes.push({ section, input })
      else byDocument.set(input.documentKey, [{ section, input }])
    }
  }
  const groups = [...byDocument.values()].map((wishes) => {
    const given = agreed('id', wishes, (input) => ({ value: input.values.id, path: [...input.path, 'id'] }), resolving)
    return { id: given ?? wishes[0]?.input.defaultId ?? '', given, wishes }
  })
  const owners = new Map<SourceId, SourceInput>()
  // Those with a name of the operator's own first: a made one gives way in the message.
  for (const { id, wishes } of groups.toSorted(
    (a, b) => Number(a.given === undefined) - Number(b.given === undefined),
  )) {
    const input = wishes.find((wish) => wish.input.values.id !== undefined)?.input ?? wishes[0]?.input
    const owner = owners.get(id)
    if (input === undefined) continue
    if (owner === undefined) {
      owners.set(id, input)
      continue
    }
    const path = input.values.id === undefined ? input.path : [...input.path, 'id']
    const hint = `${at(owner.told, owner.path)} has it for another URL; give this one an id of its own`
    resolving.problems.push(
      valueProblem(input.told, path, { expected: 'one id for each URL', found: `${id} again`, hint }),
    )
  }
  return groups
}

function makeSection(section: SectionInput, ids: ReadonlyMap<SourceInput, SourceId>, resolving: Resolving): Section {
  const { values, slug } = section
  const language = values.language ?? resolving.site.values.language ?? defaults.language
  const credit = creditFor(language)
  const members = new Map<SourceId, Member>()
  for (const input of section.sources) {
    const id = ids.get(input)
    if (id === undefined) continue
    if (members.has(id)) {
      warn(
        resolving,
        input.told,
        input.path,
        `${id} is listed twice in ${slug}: what is said first of how to publish it holds`,
      )
    } else {
      members.set(id, makeMember(id, { section, input }, credit, resolving))
    }
  }
  return {
    slug,
    title: values.title ?? titleFromSlug(slug),
    ...(values.description === undefined ? {} : { description: values.description }),
    language,
    limit: values.limit ?? defaults.limit,
    perDay: values.perDay ?? defaults.perDay,
    schedule: values.schedule,
    gate: { min: section.gate.min ?? defaults.gate.min, collapse: section.gate.collapse ?? defaults.gate.collapse },
    backfill: makeBackfill(section.backfill),
    backfillGiven: section.backfill !== undefined,
    maxAgeMs: values.maxAge ?? defaults.maxAgeMs,
    members: [...members.values()],
    from: [...new Set(section.from)],
    rules: section.rules,
  }
}

function outlinesOf(sections: readonly SectionInput[], ids: ReadonlyMap<SourceInput, SourceId>): Config['outlines'] {
  const named = sections.map(({ slug, sources }) => {
    const outlines = sources.flatMap((input) => {
      const id = ids.get(input)
      return id === undefined || input.values.opml === undefined ? [] : [[id, input.values.opml] as const]
    })
    return [slug, Object.fromEntries(outlines)] as const
  })
  return Object.fromEntries(named.filter(([, outlines]) => Object.keys(outlines).length > 0))
}

function makeSite({ values }: SiteInput): Site {
  return {
    title: values.title ?? defaults.title,
    url: values.url,
    idBase: values.idBase,
    contact: values.contact,
    language: values.language ?? defaults.language,
    timezone: values.timezone ?? defaults.timezone,
    retentionMs: values.retention ?? defaults.retentionMs,
    hub: values.hub,
  }
}

function makeAlerts({ values: { alerts } }: SiteInput): Alerts | undefined {
  if (alerts === undefined) return undefined
  const { webhook, mail, command, quiet, perDay = defaults.alertsPerDay } = alerts
  return { webhook, mail, command, quiet, perDay }
}

function makeNotify({ values: { notify = [] } }: SiteInput): readonly Webhook[] {
  return notify.map(({ url, on, secret }) => ({ url, on: on ?? ['published', 'updated', 'retracted'], secret }))
}

/** What is allowed and may go wrong later, or be regretted. */
function warnOfSources(
  sources: readonly Source[],
  resolving: Resolving,
  inputs: ReadonlyMap<SourceId, SourceInput>,
): void {
  const allowed = resolving.site.values.allowPrivate ?? []
  for (const source of sources) {
    const input = inputs.get(source.id)
    if (input === undefined) continue
    const place = addressOf(source.url)
    const isPrivate = isPrivateHost(place.hostname)
    const refused = refusalOf(place, allowed)
    if (refused !== undefined) warn(resolving, input.told, input.path, `${source.id} ${refused}`)
    if (input.hasVariable) {
      const message = `the URL of ${source.id} has a variable in it: URLs are published and shown; what is secret belongs into headers`
      warn(resolving, input.told, input.path, message)
    }
    if (place.protocol !== 'http:' || isPrivate) continue
    const secret = Object.keys(source.headers).length > 0
    warn(
      resolving,
      input.told,
      input.path,
      secret
        ? `${source.id} is asked by http: its headers travel readable for all`
        : `${source.id} is asked by http: anyone on the way can change it; try https`,
    )
  }
}

/** A rule that names a source nobody has would silently never match. */
function warnOfRules(sources: readonly Source[], { sections, warnings }: Resolving): void {
  const ids = sources.map(({ id }) => id)
  for (const { when, at: place } of sections.flatMap(({ rules }) => rules)) {
    for (const id of (when.kind === 'words' && when.fields.source) || []) {
      if (ids.includes(id)) continue
      const near = nearestKey(id, ids)
      warnings.push({ at: place, message: `no source has the id ${id}${near ? `: did you mean ${near}?` : ''}` })
    }
  }
}

/** Who is told of what is published: the hub and the webhooks. */
function warnOfReceivers(resolving: Resolving): void {
  const { told, values } = resolving.site
  const { hub, url, notify = [], allowPrivate = [] } = values
  const receivers = [
    ...(hub === undefined ? [] : [{ what: 'hub', url: hub, path: ['hub'] }]),
    ...notify.map(({ url }, i) => ({ what: `notify[${i}]`, url, path: ['notify', i, 'url'] })),
  ]
  for (const { what, url, path } of receivers) {
    const refused = refusalOf(addressOf(url), allowPrivate)
    if (refused !== undefined) warn(resolving, told, path, `${what} ${refused}`)
  }
  if (hub !== undefined && url === undefined) {
    warn(resolving, told, ['hub'], 'hub is told nothing while url is missing: it could not fetch what it is told of')
  }
  const seen = new Map<string, number>()
  for (const [i, { url, secret }] of notify.entries()) {
    const path = ['notify', i, 'secret']
    if (secret === undefined) {
      const message = `notify[${i}] has no secret: whoever knows its address can tell it anything; add secret: "\${NAME}"`
      warn(resolving, told, ['notify', i], message)
    } else if (told.yaml.place(path).written?.includes('${') === false) {
      const message = `the secret of notify[${i}] stands in the file: put it into the environment and write "\${NAME}"`
      warn(resolving, told, path, message)
    }
    const first = seen.get(url)
    seen.set(url, first ?? i)
    if (first === undefined) continue
    const expected = `another address than notify[${first}] has`
    const hint = 'say all of it there, in on'
    resolving.problems.push(valueProblem(told, ['notify', i, 'url'], { expected, found: 'the same', hint }))
  }
}

type Address = { readonly protocol: string; readonly hostname: string; readonly address: string }

function addressOf(url: string): Address {
  const { protocol, hostname, port } = new URL(url)
  return { protocol, hostname, address: `${hostname}:${port || (protocol === 'http:' ? '80' : '443')}` }
}

/** Why the guard will not let it be asked, as far as its address tells. */
function refusalOf({ hostname, address }: Address, allowed: readonly string[]): string | undefined {
  const port = Number(address.slice(address.lastIndexOf(':') + 1))
  // Such a port is open only to who names it beside its host.
  if (REFUSED_PORTS.has(port) && !allowed.includes(address))
    return `asks port ${port}, which is not the web and will be refused: is the address right?`
  if (!isPrivateHost(hostname) || isAllowed(allowed, hostname, address)) return undefined
  return `is at a private address and will be refused: add ${address} to allowPrivate`
}

function isAllowed(allowed: readonly string[], hostname: string, address: string): boolean {
  return allowed.some((one) => one === address || one === hostname.replace(/^\[|\]$/g, '') || one.includes('/'))
}

function warnOfSite({ site, sections, warnings }: Resolving): void {
  const { told, values } = site
  const say = (message: string) => warnings.push({ message, at: told.file })
  if (values.url === undefined)
    say(
      'url is missing: published feeds name http://127.0.0.1:8080/ as their address, where only this machine finds them',
    )
  if (values.idBase === undefined) {
    say(
      `idBase is missing: ids will begin with "${defaultIdBase(values.url)}", as kept in the store from the first publication on; write that as idBase, so that they survive another url and the loss of the data folder`,
    )
  }
  if (values.contact === undefined) say('contact is missing: publishers cannot tell whom to write to')
  if (values.hostGap !== undefined && values.hostGap < 1000) {
    warnings.push({
      message: 'hostGap is below one second: publishers may take it for an attack',
      at: at(told, ['hostGap']),
    })
  }
  for (const section of sections) {
    if (section.values.limit !== undefined && section.values.limit > 200) {
      warnings.push({
        message: `limit is ${section.values.limit}: most feed readers expect fewer than 200 entries`,
        at: at(section.told, ['limit']),
      })
    }
  }
}

/** The same for the same decisions, wherever they are written. Without secrets: a hash of a short one can be guessed. */
export function digestOf({
  site,
  sources,
  sections,
  allowPrivate,
  hostGapMs,
  hostGapGiven,
  store,
  alerts,
  notify,
}: Omit<Config, 'digest'>): string {
  const config = { site, sources, sections, allowPrivate, hostGapMs, hostGapGiven, store, alerts, notify }
  const plain = JSON.stringify(config, (key, value: unknown) => {
    if (key === 'headers' && typeof value === 'object' && value !== null) return Object.keys(value).sort()
    if (key === 'at' || key === 'secret' || key === 'webhook') return undefined
    if (key === 'store') return String(value).replace(/\/\/[^@/]*@/, '//')
    return value === Number.POSITIVE_INFINITY ? 'off' : value
  })
  return createHash('sha256').update(plain).digest('hex')
}

/**
 * Makes the configuration of what the files say: levels of defaults, one source for each document, sections made of
 * others. What is wrong between files goes to `problems`; then what comes back is not to be used.
 */
export function resolve(
  site: SiteInput,
  sections: readonly SectionInput[],
  problems: Problem[],
): Omit<Config, 'notInForce' | 'digest'> {
  const resolving: Resolving = {
    site,
    sections: sections.toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
    problems,
    warnings: [],
  }
  checkFrom(resolving)
  const groups = groupSources(resolving).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const ids = new Map(groups.flatMap(({ id, wishes }) => wishes.map(({ input }) => [input, id] as const)))
  const inputs = new Map(groups.flatMap(({ id, wishes }) => (wishes[0] ? [[id, wishes[0].input] as const] : [])))
  const sources = groups.flatMap(({ id, wishes }) => makeSource(id, wishes, resolving) ?? [])
  warnOfSite(resolving)
  warnOfReceivers(resolving)
  const decided = {
    site: makeSite(site),
    sources,
    sections: resolving.sections.map((section) => makeSection(section, ids, resolving)),
    allowPrivate: site.values.allowPrivate ?? [],
    hostGapMs: site.values.hostGap ?? defaults.hostGapMs,
    hostGapGiven: site.values.hostGap !== undefined,
    store: site.values.store ?? defaults.store,
    alerts: makeAlerts(site),
    notify: makeNotify(site),
  }
  warnOfSources(sources, resolving, inputs)
  warnOfRules(sources, resolving)
  const sourceAt = Object.fromEntries([...inputs].map(([id, input]) => [id, at(input.told, input.path)]))
  return {
    ...decided,
    warnings: resolving.warnings,
    ownLanguages: Object.fromEntries(
      sections.flatMap(({ slug, values }) => (values.language === undefined ? [] : [[slug, values.language]])),
    ),
    outlines: outlinesOf(sections, ids),
    withVariables: [...inputs].flatMap(([id, { hasVariable }]) => (hasVariable ? [id] : [])),
    sourceAt,
  }
}
