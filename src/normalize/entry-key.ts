import type { EntryKey } from '../model/entry.ts'
import type { SourceId } from '../model/source.ts'
import { shortHash } from '../text/short-hash.ts'

/**
 * What the store knows an entry by: a hash of source and identity (guid, else URL key, else text). A guid belongs to its
 * source alone: no source can overwrite another's entry.
 */
export function entryKey(sourceId: SourceId, identity: string): EntryKey {
  return shortHash([sourceId, identity])
}
