import { createHash } from 'node:crypto'
import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { TemplateName, Theme, ThemeAsset } from '../model/theme.ts'
import { templateFaults } from '../publish/template.ts'
import { TEMPLATE_RULES } from '../publish/templates.ts'
import type { Remark } from './config.ts'
import { type Problem, problem } from './config-error.ts'
import { nearestKey } from './nearest-key.ts'
import { readRegularFile, refusalOf } from './regular-file.ts'
import { type ThemeText, themeRisks } from './theme-risks.ts'
import { readUtf8 } from './utf8-text.ts'

/** The operator's looks, what of them will not be as it is meant, and the files every user of the machine may change. */
export type ThemeInput = {
  readonly theme: Theme
  readonly risks: readonly Remark[]
  readonly worldWritable: readonly string[]
}

const NAMES = Object.keys(TEMPLATE_RULES) as readonly TemplateName[]
const KNOWN = [...NAMES.map((name) => `${name}.html`), 'style.css']
const ASSET = /^[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*\.(?:svg|png|jpe?g|webp|avif|gif|ico|woff2?)$/i
const MAX_TEXT_BYTES = 500_000
const MAX_ASSET_BYTES = 5_000_000

/**
 * Reads `theme/` in the operator's folder: templates in place of ours, CSS after ours, pictures and fonts. Undefined where
 * there is none. What is wrong goes to `problems`; a theme is taken whole or not at all.
 * @param slugs of the sections: one named `theme` would have the address of the theme's own files
 */
export async function readTheme(
  feeds: string,
  slugs: readonly string[],
  problems: Problem[],
): Promise<ThemeInput | undefined> {
  const folder = path.join(feeds, 'theme')
  const whole = (expected: string, found: string) => problem({ file: folder, line: 1, column: 1, expected, found })
  let names: readonly string[]
  try {
    // As for the files in it: what a link leads to is not the operator's to publish.
    if ((await lstat(folder)).isSymbolicLink()) {
      problems.push(whole('a folder with templates', 'a symbolic link'))
      return undefined
    }
    names = (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted()
  } catch (error) {
    const found = refusalOf(error)
    if (found === undefined) throw error
    // Not there; a folder that is none is told of by whoever reads that.
    if (found !== 'nothing') problems.push(whole('a folder with templates', found))
    return undefined
  }
  const templates: Partial<Record<TemplateName, string>> = {}
  const assets: ThemeAsset[] = []
  const texts: ThemeText[] = []
  const worldWritable: string[] = []
  const hash = createHash('sha256')
  let style: string | undefined
  for (const name of names) {
    const file = path.join(folder, name)
    const bytes = await readFile(file, name, problems, worldWritable)
    if (bytes === undefined) continue
    // Lengths too, or two files could pass for others.
    hash.update(`${name} ${bytes.length}\n`).update(bytes)
    if (!KNOWN.includes(name)) {
      assets.push({ name, body: bytes })
      continue
    }
    const text = readUtf8({ file, bytes }, problems)
    if (text === undefined) continue
    texts.push({ file, text, kind: name === 'style.css' ? 'style' : 'template' })
    if (name === 'style.css') style = text
    else {
      const template = name.slice(0, -'.html'.length) as TemplateName
      templates[template] = text
      problems.push(...problemsOf(file, text, template))
    }
  }
  if (assets.length > 0 && slugs.includes('theme')) {
    problems.push(whole('no section named theme beside pictures or fonts here: both would be at /theme/', 'both'))
  }
  const risks = themeRisks(texts, new Set(assets.map(({ name }) => name)))
  return { theme: { templates, style, assets, digest: hash.digest('hex').slice(0, 16) }, risks, worldWritable }
}

async function readFile(
  file: string,
  name: string,
  problems: Problem[],
  worldWritable: string[],
): Promise<Uint8Array | undefined> {
  const isText = KNOWN.includes(name)
  if (!isText && !ASSET.test(name)) {
    const near = nearestKey(name, KNOWN)
    const expected = `one of ${KNOWN.join(', ')}, or a picture or font`
    const hint = near === undefined ? {} : { hint: `did you mean ${near}?` }
    problems.push(problem({ file, line: 1, column: 1, expected, found: JSON.stringify(name), ...hint }))
    return undefined
  }
  const limit = isText ? MAX_TEXT_BYTES : MAX_ASSET_BYTES
  const read = await readRegularFile(file, limit)
  if ('found' in read) {
    const expected = `a regular file of at most ${limit / 1_000_000} MB`
    const hint = read.hint === undefined ? {} : { hint: read.hint }
    problems.push(problem({ file, line: 1, column: 1, expected, found: read.found, ...hint }))
    return undefined
  }
  if (read.worldWritable) worldWritable.push(file)
  return read.bytes
}

/** What is wrong with a template, by line and column. */
function problemsOf(file: string, text: string, name: TemplateName): readonly Problem[] {
  return templateFaults(text, TEMPLATE_RULES[name]).map(({ offset, expected, found, hint, known = [] }) => {
    const before = text.slice(0, offset).split('\n')
    const near = nearestKey(found.slice(1, -1), known)
    const said = hint ?? (near === undefined ? undefined : `did you mean ${near}?`)
    const advice = said ?? (known.length > 0 ? `known are ${known.join(', ')}` : undefined)
    return problem({
      file,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      expected,
      found,
      ...(advice === undefined ? {} : { hint: advice }),
    })
  })
}
