import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { writeSite } from '../../src/publish/write-site.ts'
import { generation } from './publish/generation.ts'

const WRITER = fileURLToPath(new URL('publish/write-generations.ts', import.meta.url))
const KILLS = 15

/** Lets a writer go on for a while and kills it without warning; answers the last generation it finished. */
async function writeAndKill(folder: string, from: number, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, folder, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout.on('data', (chunk) => {
    told += chunk
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  child.kill('SIGKILL')
  await ended
  return Number(told.trim().split('\n').at(-1))
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

describe('a site whose writer is killed again and again', () => {
  test('has only whole files, old or new, and no page that leads to a document not there yet', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'warta-kill-'))
    try {
      let at = 0
      for (let kill = 0; kill < KILLS; kill += 1) {
        at = (await writeAndKill(folder, at, (kill * 37) % 90)) + 1
        const files = await filesUnder(folder)
        for (const file of files.filter((name) => !name.endsWith('.warta-tmp') && !name.endsWith('.css'))) {
          const text = await readFile(file, 'utf8')
          expect(text.endsWith('\n'), file).toBe(true)
          // One publication from beginning to end.
          expect(new Set(text.match(/Publication \d{8}/g)).size, file).toBeLessThanOrEqual(1)
          if (!file.endsWith('.html')) continue
          for (const [, href = ''] of text.matchAll(/ href="((?:\.\.\/)*[\w-]*\/?[\w.-]*)"/g)) {
            const target = join(file, '..', href.endsWith('/') || href === '' ? `${href}index.html` : href)
            if (/\.(?:xml|json|opml)$/.test(target)) expect(files, `${file} → ${href}`).toContain(target)
          }
        }
      }
      await writeSite(folder, generation(at))
      expect((await filesUnder(folder)).filter((name) => name.endsWith('.warta-tmp'))).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
