import type { ItemDraft } from './draft.ts'
import type { XmlElement } from './xml-tree.ts'

type ReadField = (element: XmlElement, draft: ItemDraft) => void

/** How the elements of an item are read, by their key. */
export type ItemFields = ReadonlyMap<string, ReadField>

/** A vocabulary: how its elements are read, those that mean the same together, with spaces between their keys. */
export function itemFields(vocabulary: Readonly<Record<string, ReadField>>): ItemFields {
  return new Map(
    Object.entries(vocabulary).flatMap(([keys, read]) => keys.split(' ').map((key) => [key, read] as const)),
  )
}

/** Reads what stands directly inside an item; elements of no vocabulary mean nothing. */
export function readFields(item: XmlElement, fields: ItemFields, draft: ItemDraft): void {
  for (const child of item.nodes) if (typeof child !== 'string') fields.get(child.name.key)?.(child, draft)
}
