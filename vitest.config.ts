import { defineConfig } from 'vitest/config'

const browser = process.env['CHROMIUM_PATH'] === undefined ? [] : ['tests/browser/**/*.test.ts']

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/{contract,property,e2e,torture}/**/*.test.ts', ...browser],
    globalSetup: ['tests/left-out.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are the smallest machine Warta is tested on.
    maxWorkers: 2,
    coverage: { include: ['src/**'], exclude: ['src/cli.ts', 'src/commands/**', 'src/**/*.test.ts'] },
  },
})
