import { access } from 'node:fs/promises'
import { join } from 'node:path'

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
