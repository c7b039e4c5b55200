import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Config } from '../config/config.ts'
import { ConfigError, problem } from '../config/config-error.ts'
import { addSources, type NewSource, newSection } from '../config/edit-section.ts'
import { loadConfig } from '../config/load.ts'
import { maxYamlBytes } from '../config/read-folder.ts'
import { titleFromSlug } from '../config/slug.ts'
import { UsageError } from '../errors.ts'

/** A file of the operator's folder as it is to become; `before` is undefined for one that is not there. */
export type FileChange = { readonly file: string; readonly before: string | undefined; readonly after: string }

type Env = Readonly<Record<string, string | undefined>>

async function configFiles(feeds: string): Promise<readonly string[]> {
  try {
    return (await readdir(feeds)).filter((name) => /^[^.].*\.(ya?ml|opml)$/i.test(name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new UsageError(`${feeds} cannot be read`, { cause: error })
  }
}

/** The configuration as it is; undefined where there is no section yet. Throws ConfigError where it is wrong. */
export async function configIfAny(feeds: string, env: Env): Promise<Config | undefined> {
  const sections = (await configFiles(feeds)).filter((name) => !/^site\.ya?ml$/i.test(name))
  return sections.length === 0 ? undefined : loadConfig({ feeds, env })
}

/** What the site's file alone says, where there is no section yet; undefined where there is no such file. */
export async function siteSettings(feeds: string, env: Env): Promise<Config | undefined> {
  if (!(await configFiles(feeds)).some((name) => /^site\.ya?ml$/i.test(name))) return undefined
  const placeholder = {
    file: path.join(feeds, 'example.yaml'),
    before: undefined,
    after: newSection({}, ['https://example.org/']),
  }
  return configWith([placeholder], feeds, env)
}

/** A section's file with sources added, or a new one where there is none. */
export async function sectionChange(feeds: string, slug: string, sources: readonly NewSource[]): Promise<FileChange> {
  const names = await configFiles(feeds)
  const name = names.find((one) => one === `${slug}.yaml` || one === `${slug}.yml`)
  if (name === undefined) {
    return {
      file: path.join(feeds, `${slug}.yaml`),
      before: undefined,
      after: newSection({ title: titleFromSlug(slug) }, sources),
    }
  }
  const file = path.join(feeds, name)
  const before = await readFile(file, 'utf8')
  return { file, before, after: addSources(before, sources) }
}

/**
 * The configuration that the changes would make, nothing of it written. Throws ConfigError, in the words of the files to be.
 */
export async function configWith(changes: readonly FileChange[], feeds: string, env: Env): Promise<Config> {
  const long = changes.find(({ after }) => Buffer.byteLength(after) > maxYamlBytes)
  if (long !== undefined) {
    throw new UsageError(
      `${long.file} would be longer than the ${maxYamlBytes / 1_000_000} MB that a section's file may have: there are too many sources for one section; nothing was written`,
    )
  }
  const trial = await mkdtemp(path.join(tmpdir(), 'warta-trial-'))
  try {
    for (const name of await configFiles(feeds)) await copyFile(path.join(feeds, name), path.join(trial, name))
    for (const { file, after } of changes) await writeFile(path.join(trial, path.basename(file)), after)
    return await loadConfig({ feeds: trial, env })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const inPlace = (text: string) => text.replaceAll(trial, path.join(feeds))
    throw new ConfigError(
      error.problems.map(({ message: _, ...one }) =>
        problem({
          ...one,
          file: inPlace(one.file),
          expected: inPlace(one.expected),
          found: inPlace(one.found),
          ...(one.hint === undefined ? {} : { hint: inPlace(one.hint) }),
        }),
      ),
    )
  } finally {
    await rm(trial, { recursive: true, force: true })
  }
}

/** Writes the changes, each file whole or not at all. One that was changed meanwhile, or is there against expectation, stays. */
export async function writeChanges(changes: readonly FileChange[], feeds: string): Promise<void> {
  try {
    await mkdir(feeds, { recursive: true, mode: 0o755 })
    for (const change of changes) await writeChange(change)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${feeds} cannot be written`, { cause: error })
  }
}

async function writeChange({ file, before, after }: FileChange): Promise<void> {
  if (before === undefined) {
    await writeFile(file, after, { flag: 'wx', mode: 0o644, flush: true })
    return
  }
  if ((await readFile(file, 'utf8')) !== before)
    throw new UsageError(`${file} was changed meanwhile; it stays as it is`)
  const next = path.join(path.dirname(file), `.${path.basename(file)}.new`)
  await writeFile(next, after, { flush: true })
  await chmod(next, (await stat(file)).mode & 0o777)
  await rename(next, file)
}
