import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { type Problem, problem } from './config-error.ts'
import { readRegularFile, refusalOf } from './regular-file.ts'
import { slugRefusal } from './slug.ts'

/** One file of the operator's folder, whole. */
export type ConfigFile = {
  /** As people would write it: `feeds/international.yaml`. */
  readonly file: string
  readonly kind: 'site' | 'section' | 'opml'
  /** The file's name without its ending. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** What lies in the operator's folder. */
export type Folder = {
  readonly files: readonly ConfigFile[]
  readonly problems: readonly Problem[]
  /** Whether every user of the machine may write into it, or into a file of it. */
  readonly worldWritable: readonly string[]
}

export const maxYamlBytes = 1_000_000
const maxOpmlBytes = 16_000_000

function fileProblem(file: string, expected: string, found: string, hint?: string): Problem {
  return problem({ file, line: 1, column: 1, expected, found, ...(hint === undefined ? {} : { hint }) })
}

const hint = 'warta init makes one'

/**
 * Reads the operator's folder: `site.yaml`, `<slug>.yaml` and `.opml` files; everything else in it is not ours. Names
 * that are no slugs, links, pipes and files of absurd size are problems, as is a folder without any section.
 */
export async function readFolder(feeds: string): Promise<Folder> {
  const folder = path.join(feeds, '.')
  let names: string[]
  let worldWritable: string[]
  try {
    names = (await readdir(folder)).sort()
    worldWritable = ((await lstat(folder)).mode & 0o002) !== 0 ? [folder] : []
  } catch (error) {
    const found = refusalOf(error)
    if (found === undefined) throw error
    return {
      files: [],
      problems: [fileProblem(folder, 'a folder with one YAML file per section', found, hint)],
      worldWritable: [],
    }
  }
  const files: ConfigFile[] = []
  const problems: Problem[] = []
  for (const fileName of names) {
    const ending = /^(?!\.(?!\.))(.+)\.(ya?ml|opml)$/i.exec(fileName)
    if (!ending) continue
    const name = ending[1] ?? ''
    const file = path.join(folder, fileName)
    const isOpml = ending[2]?.toLowerCase() === 'opml'
    const kind = isOpml ? 'opml' : name === 'site' ? 'site' : 'section'
    const refusal = kind === 'section' ? slugRefusal(name) : undefined
    if (refusal !== undefined) {
      problems.push(
        fileProblem(
          file,
          'a file named for its section, such as world.yaml',
          `the name ${JSON.stringify(name)}`,
          refusal,
        ),
      )
      continue
    }
    const twin = files.find((other) => other.kind === kind && !isOpml && other.name === name)
    if (twin) {
      problems.push(fileProblem(file, 'one file for each section', `${twin.file} as well`))
      continue
    }
    const read = await readRegularFile(file, isOpml ? maxOpmlBytes : maxYamlBytes)
    if ('found' in read) {
      const limit = isOpml ? maxOpmlBytes : maxYamlBytes
      problems.push(fileProblem(file, `a regular file of at most ${limit / 1_000_000} MB`, read.found, read.hint))
      continue
    }
    files.push({ file, kind, name, bytes: read.bytes })
    if (read.worldWritable) worldWritable.push(file)
  }
  if (problems.length === 0 && !files.some((one) => one.kind !== 'site')) {
    problems.push(fileProblem(folder, 'one YAML file per section', 'none', hint))
  }
  return { files, problems, worldWritable }
}
