import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores are the smallest machine we promise to be tested on.
    maxWorkers: 2,
    coverage: { include: ['src/**'], exclude: ['src/cli.ts', 'src/commands/**'] },
  },
})
