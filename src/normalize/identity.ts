import type { EntryDraft } from '../model/entry.ts'
import { urlKey } from '../text/url.ts'
import { entryKey } from './entry-key.ts'

/** An entry before its identity is decided; `text` is its body as plain text. */
export type Unidentified = { readonly fields: Omit<EntryDraft, 'key'>; readonly text: string }

export type IdentityContext = {
  readonly sourceId: string
  readonly sourceUrl: string
  readonly homeUrl: string | undefined
}

/**
 * Gives each entry its key: by guid, else by URL, else by text. Where two items of one document have the same one, the
 * later is an older version of the same piece and is left out; unless links and titles differ: then the guid (or the
 * link) names something else than the piece, and the next way is taken for all who share it.
 */
export function identify(
  drafts: readonly Unidentified[],
  context: IdentityContext,
): { entries: readonly EntryDraft[]; repeated: number } {
  const pages = new Set([context.sourceUrl, context.homeUrl].flatMap((url) => (url === undefined ? [] : [urlKey(url)])))
  const guids = drafts.map(({ fields }) => meaningfulGuid(fields, pages))
  const sharedGuids = shared(drafts, guids, ({ urlKey, title }) => urlKey ?? title)
  const names = guids.map((guid) => (guid === undefined || sharedGuids.has(guid) ? undefined : guid))
  const links = drafts.map(({ fields: { urlKey } }, i) =>
    names[i] !== undefined || urlKey === undefined || pages.has(urlKey) ? undefined : urlKey,
  )
  const sharedLinks = shared(drafts, links, ({ title }) => title)
  const seen = new Set<string>()
  const entries: EntryDraft[] = []
  for (const [i, { fields, text }] of drafts.entries()) {
    const link = links[i]
    const identity = names[i] ?? (link === undefined || sharedLinks.has(link) ? `${fields.title}\n${text}` : link)
    const key = entryKey(context.sourceId, identity)
    if (seen.has(key)) continue
    seen.add(key)
    entries.push({ ...fields, key })
  }
  return { entries, repeated: drafts.length - entries.length }
}

/** What publishing systems write when they have no guid to give. */
const NO_GUID = /^(?:0|-|null|none|undefined|nil|guid|false|true|n\/a|#)?$/i

function meaningfulGuid(draft: Unidentified['fields'], pages: ReadonlySet<string>): string | undefined {
  const { guid } = draft
  if (guid === undefined || NO_GUID.test(guid.trim())) return undefined
  if (!/^https?:/i.test(guid)) return guid
  // The site's own address identifies no piece.
  return pages.has(urlKey(guid)) ? undefined : withoutRevision(guid, draft)
}

/** BBC News counts the revisions of a piece at the end of its address: `…/articles/c0ll1d3#3`. */
function withoutRevision(guid: string, { urlKey: link }: Unidentified['fields']): string {
  if (!guid.includes('#')) return guid
  const bare = guid.replace(/#(?:v|r|rev|revision)?[-_=]?\d+$/i, '')
  return bare !== guid && link !== undefined && urlKey(bare) === urlKey(link.replace(/#.*$/, '')) ? bare : guid
}

/** The identities that several different pieces have: both `otherwise` and title differ. */
function shared(
  drafts: readonly Unidentified[],
  identities: readonly (string | undefined)[],
  otherwise: (fields: Unidentified['fields']) => string,
): ReadonlySet<string> {
  const first = new Map<string, Unidentified['fields']>()
  const found = new Set<string>()
  for (const [i, { fields }] of drafts.entries()) {
    const identity = identities[i]
    if (identity === undefined) continue
    const before = first.get(identity)
    if (before === undefined) first.set(identity, fields)
    else if (otherwise(before) !== otherwise(fields) && before.title !== fields.title) found.add(identity)
  }
  return found
}
