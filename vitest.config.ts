import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// For this process and all that it starts: see tests/compiled.ts.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node-compiled')

const browser = process.env['CHROMIUM_PATH'] === undefined ? [] : ['tests/browser/**/*.test.ts']

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/{contract,property,e2e,torture}/**/*.test.ts', ...browser],
    globalSetup: ['tests/compiled.ts', 'tests/left-out.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The map of compiled pages that tests/compiled.ts tells of is kept with or without this; protecting it by the
    // processor's keys is one thing more that threads which come and go race for (V8 of Node 24).
    execArgv: ['--no-memory-protection-keys'],
    // Two cores are the smallest machine Warta is tested on.
    maxWorkers: 2,
    coverage: { include: ['src/**'], exclude: ['src/cli.ts', 'src/commands/**', 'src/**/*.test.ts'] },
  },
})
