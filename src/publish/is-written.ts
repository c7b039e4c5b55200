import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Month } from '../model/edition.ts'
import { archivePathOf } from './archive.ts'

/** Whether these months of a section's archive lie in the published folder. */
export async function isArchiveWritten(folder: string, slug: string, months: readonly Month[]): Promise<boolean> {
  return areThere(months.map((month) => join(folder, archivePathOf(slug, month))))
}

/** Whether the edition lies in the published folder; an operator may have emptied it. */
export async function isWritten(folder: string, slug: string): Promise<boolean> {
  return areThere(['rss.xml', 'atom.xml', 'feed.json', 'index.html'].map((name) => join(folder, slug, name)))
}

async function areThere(paths: readonly string[]): Promise<boolean> {
  try {
    await Promise.all(paths.map((path) => access(path)))
    return true
  } catch {
    // Missing or unreadable: writing it again either mends it or says what is wrong.
    return false
  }
}
