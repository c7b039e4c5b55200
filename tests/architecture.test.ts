import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { version } from '../src/version.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const house = mkdtempSync(join(tmpdir(), 'warta-architecture-'))
copyFileSync(join(root, 'biome.json'), join(house, 'biome.json'))
afterAll(() => rmSync(house, { recursive: true }))

/** What biome says, by the project's own rules, of a file planted in a house of its own. */
function lintPlanted(path: string, text: string): string {
  mkdirSync(dirname(join(house, path)), { recursive: true })
  writeFileSync(join(house, path), text)
  const biome = join(root, 'node_modules/.bin/biome')
  try {
    return execFileSync(biome, ['lint', '--vcs-enabled=false', path], { cwd: house, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return stdout + stderr
  }
}

describe('the direction of imports', () => {
  test.each([
    ['a stage does not import another stage', 'src/parse/planted.ts', '../fetch/client.ts'],
    ['the model imports nothing', 'src/model/planted.ts', '../errors.ts'],
    ['the ground imports no stage', 'src/text/planted.ts', '../parse/xml.ts'],
    ['the server does not know the store', 'src/serve/planted.ts', '../store/store.ts'],
    ['configuration does not know commands', 'src/config/planted.ts', '../commands/run.ts'],
  ])('%s', (_, file, target) => {
    const said = lintPlanted(file, `import { x } from '${target}'\n\nexport const y = x\n`)
    expect(said).toContain('noRestrictedImports')
  })

  test('a right import passes', () => {
    expect(lintPlanted('src/parse/planted.ts', "export type { Feed } from '../model/feed.ts'\n")).not.toContain('error')
  })

  test('a cycle is an error', () => {
    const text = (other: string) =>
      `import { ${other} } from './planted-${other}.ts'\n\nexport const ${other === 'a' ? 'b' : 'a'} = () => ${other}\n`
    lintPlanted('src/model/planted-a.ts', text('b'))
    expect(lintPlanted('src/model/planted-b.ts', text('a'))).toContain('noImportCycles')
  })
})

/** All that is loaded at once with a file of the sources: its imports and theirs, types and what is imported later left out. */
function loadedWith(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found
  found.add(file)
  const imports = /^(?:import|export)\s(?!type\b)(?:[^'"]*?\sfrom\s)?'([^']+)'/gm
  for (const [, name = ''] of readFileSync(join(root, file), 'utf8').matchAll(imports)) {
    if (name.startsWith('.')) loadedWith(join(dirname(file), name), found)
    else found.add(name)
  }
  return found
}

test('what few runs need is not loaded with all: pages, the lexicons, the cleaner of HTML, the engines of rules', () => {
  const loaded = loadedWith('src/commands/run.ts')
  expect(loaded).toContain('undici')
  expect(loaded).toContain('src/link-stories.ts')
  const late = ['parse5', 'css-select', '@mozilla/readability', 'sanitize-html', 're2js', '@marcbachmann/cel-js']
  for (const name of [...late, 'src/curate/concept-table.ts']) expect(loaded).not.toContain(name)
})

test('the version in the code is the one in package.json', () => {
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({ version })
})
