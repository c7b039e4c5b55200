import type { EntryDraft } from '../model/entry.ts'
import { urlKey } from '../text/url.ts'
import { entryKey } from './entry-key.ts'

/** An entry before its identity is decided; `text` is its body as plain text. */
export type Unidentified = Omit<EntryDraft, 'key'> & { readonly text: string }

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
  const guidOf = once((draft: Unidentified) => meaningfulGuid(draft, pages))
  const pages = new Set([context.sourceUrl, context.homeUrl].flatMap((url) => (url === undefined ? [] : [urlKey(url)])))
  const sharedGuids = shared(drafts, guidOf, (draft) => draft.urlKey ?? draft.title)
  const byLink = (draft: Unidentified) =>
    draft.urlKey === undefined || pages.has(draft.urlKey) ? undefined : draft.urlKey
  const linked = drafts.filter((draft) => identifyingGuid(draft, guidOf, sharedGuids) === undefined)
  const sharedLinks = shared(linked, byLink, (draft) => draft.title)
  const seen = new Set<string>()
  const entries: EntryDraft[] = []
  for (const draft of drafts) {
    const link = byLink(draft)
    const identity =
      identifyingGuid(draft, guidOf, sharedGuids) ??
      (link === undefined || sharedLinks.has(link) ? `${draft.title}\n${draft.text}` : link)
    const key = entryKey(context.sourceId, identity)
    if (seen.has(key)) continue
    seen.add(key)
    const { text: _, ...fields } = draft
    entries.push({ ...fields, key })
  }
  return { entries, repeated: drafts.length - entries.length }
}

/** `read`, asked once for each draft. */
function once<T>(read: (draft: Unidentified) => T): (draft: Unidentified) => T {
  const known = new Map<Unidentified, { readonly value: T }>()
  return (draft) => {
    const before = known.get(draft)
    if (before !== undefined) return before.value
    const value = read(draft)
    known.set(draft, { value })
    return value
  }
}

/** What publishing systems write when they have no guid to give. */
const NO_GUID = /^(?:0|-|null|none|undefined|nil|guid|false|true|n\/a|#)?$/i

function meaningfulGuid(draft: Unidentified, pages: ReadonlySet<string>): string | undefined {
  const { guid } = draft
  if (guid === undefined || NO_GUID.test(guid.trim())) return undefined
  if (!/^https?:/i.test(guid)) return guid
  // The site's own address identifies no piece.
  return pages.has(urlKey(guid)) ? undefined : withoutRevision(guid, draft)
}

/** BBC News counts the revisions of a piece at the end of its address: `…/articles/c0ll1d3#3`. */
function withoutRevision(guid: string, { urlKey: link }: Unidentified): string {
  if (!guid.includes('#')) return guid
  const bare = guid.replace(/#(?:v|r|rev|revision)?[-_=]?\d+$/i, '')
  return bare !== guid && link !== undefined && urlKey(bare) === urlKey(link.replace(/#.*$/, '')) ? bare : guid
}

function identifyingGuid(
  draft: Unidentified,
  guidOf: (draft: Unidentified) => string | undefined,
  sharedGuids: ReadonlySet<string>,
): string | undefined {
  const guid = guidOf(draft)
  return guid === undefined || sharedGuids.has(guid) ? undefined : guid
}

/** The identities that several different pieces have: both `otherwise` and title differ. */
function shared(
  drafts: readonly Unidentified[],
  identityOf: (draft: Unidentified) => string | undefined,
  otherwise: (draft: Unidentified) => string,
): ReadonlySet<string> {
  const first = new Map<string, Unidentified>()
  const found = new Set<string>()
  for (const draft of drafts) {
    const identity = identityOf(draft)
    if (identity === undefined) continue
    const before = first.get(identity)
    if (before === undefined) first.set(identity, draft)
    else if (otherwise(before) !== otherwise(draft) && before.title !== draft.title) found.add(identity)
  }
  return found
}
