import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Month } from '../model/edition.ts'

/** Whether the edition lies in the published folder; an operator may have emptied it. */
export async function isWritten(folder: string, slug: string): Promise<boolean> {
  try {
    await Promise.all(
      ['rss.xml', 'atom.xml', 'feed.json', 'index.html'].map((name) => access(join(folder, slug, name))),
    )
    return true
  } catch {
    // Missing or unreadable: writing it again either mends it or says what is wrong.
    return false
  }
}

/** The months of a section's archive that lie in the published folder. */
export async function writtenArchives(folder: string, slug: string): Promise<ReadonlySet<Month>> {
  try {
    const names = await readdir(join(folder, slug, 'archive'))
    return new Set(names.flatMap((name) => (name.endsWith('.xml') ? [name.slice(0, -'.xml'.length)] : [])))
  } catch {
    // As above: writing mends it or says what is wrong.
    return new Set()
  }
}
