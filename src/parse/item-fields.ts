import type { ItemDraft } from './draft.ts'
import type { XmlElement } from './xml-tree.ts'

type ReadField = (element: XmlElement, draft: ItemDraft) => void

/** How the elements of an item are read, by their key. */
type Readers = ReadonlyMap<string, ReadField>

/** The same for a whole format: each reader at the number that a tree gives the names of its elements. */
export type ItemFields = {
  readonly numbers: ReadonlyMap<string, number>
  readonly readers: readonly ReadField[]
}

/** A vocabulary: how its elements are read, those that mean the same together, with spaces between their keys. */
export function itemFields(vocabulary: Readonly<Record<string, ReadField>>): Readers {
  return new Map(
    Object.entries(vocabulary).flatMap(([keys, read]) => keys.split(' ').map((key) => [key, read] as const)),
  )
}

/** The vocabularies of a format in one; of a key that several have the last one's holds. */
export function fieldsOf(...vocabularies: readonly Readers[]): ItemFields {
  const fields = [...new Map(vocabularies.flatMap((readers) => [...readers]))]
  return {
    numbers: new Map(fields.map(([key], number) => [key, number])),
    readers: fields.map(([, read]) => read),
  }
}

/** Reads what stands directly inside an item; elements of no vocabulary mean nothing. */
export function readFields(item: XmlElement, { readers }: ItemFields, draft: ItemDraft): void {
  for (const child of item.nodes) {
    if (typeof child !== 'string' && child.name.field >= 0) readers[child.name.field]?.(child, draft)
  }
}
