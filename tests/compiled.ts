import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TestProject } from 'vitest/node'

/**
 * Has Node keep what it makes of the sources, before the first test. Node strips their types by WebAssembly, and where
 * threads do that while others of their process come and go, V8's map of compiled pages gets out of step and ends the
 * process ("Check failed: jit_page.has_value()", SIGTRAP). Threads that find their modules stripped start no WebAssembly,
 * and start in half the time. The built package has no types to strip.
 */
export function setup({ config }: Pick<TestProject, 'config'>): void {
  const roots = [...globSync('src/**/*-worker.ts'), 'src/commands/command-line.ts']
  const urls = roots.map((path) => pathToFileURL(join(process.cwd(), path)).href)
  // A module that cannot run outside of its thread is compiled all the same.
  const script = `await Promise.allSettled(${JSON.stringify(urls)}.map((url) => import(url)))`
  // What is kept under one set of V8's flags is for processes with the same: the tests' own, and the commands they start.
  for (const flags of [config.execArgv, []]) {
    const { status, stderr } = spawnSync(process.execPath, [...flags, '--input-type=module', '--eval', script], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`the sources do not load: ${stderr}`)
  }
}
