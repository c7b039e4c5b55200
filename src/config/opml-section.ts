import type { Remark } from './config.ts'
import type { Problem } from './config-error.ts'
import type { ConfigFile } from './read-folder.ts'
import type { SectionInput } from './read-section.ts'

/** Sections that `.opml` files describe. */
export async function readOpmlSections(
  _files: readonly ConfigFile[],
  _yaml: readonly SectionInput[],
  _problems: Problem[],
): Promise<{ readonly sections: readonly SectionInput[]; readonly warnings: readonly Remark[] }> {
  return { sections: [], warnings: [] }
}
