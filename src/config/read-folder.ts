import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { type Problem, problem } from './config-error.ts'
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

const maxYamlBytes = 1_000_000
const maxOpmlBytes = 16_000_000

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'nothing',
  ENOTDIR: 'a file',
  EACCES: 'one that may not be read (EACCES)',
  EPERM: 'one that may not be read (EPERM)',
  ELOOP: 'a symbolic link',
}

function reason(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  return reasons[error.code] ?? `one that cannot be read (${error.code})`
}

function fileProblem(file: string, expected: string, found: string, hint?: string): Problem {
  return problem({ file, line: 1, column: 1, expected, found, ...(hint === undefined ? {} : { hint }) })
}

type Read =
  | { readonly bytes: Uint8Array; readonly worldWritable: boolean }
  | { readonly found: string; readonly hint?: string }

async function readAll(handle: FileHandle, maxBytes: number): Promise<Read> {
  const facts = await handle.stat()
  if (!facts.isFile()) return { found: 'something else' }
  if (facts.size > maxBytes) return { found: `more than ${maxBytes / 1_000_000} MB` }
  // One byte more than it has: a file that is just being written is noticed.
  const buffer = new Uint8Array(facts.size + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length)
    length += bytesRead
    if (bytesRead === 0 || length > facts.size) break
  }
  if (length > facts.size) return { found: 'a file that is just being written', hint: 'try again' }
  return { bytes: buffer.subarray(0, length), worldWritable: (facts.mode & 0o002) !== 0 }
}

/** Only a regular file is read, never what a link or a pipe leads to: the configuration decides whom we ask and where we write. */
async function readRegularFile(file: string, maxBytes: number): Promise<Read> {
  try {
    const facts = await lstat(file)
    if (facts.isSymbolicLink()) return { found: 'a symbolic link', hint: 'put the file itself there' }
    if (facts.isDirectory()) return { found: 'a folder' }
    if (!facts.isFile()) return { found: facts.isFIFO() ? 'a named pipe' : 'a device or socket' }
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      return await readAll(handle, maxBytes)
    } finally {
      await handle.close()
    }
  } catch (error) {
    const found = reason(error)
    if (found === undefined) throw error
    return { found }
  }
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
    const found = reason(error)
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
