import { spawnSync } from 'node:child_process'

/** Says in one line which suites a run left out, and why: a green run must not pass for more than it was. */
export function teardown(): void {
  if (process.env['CHROMIUM_PATH'] === undefined) {
    process.stdout.write('\nLeft out: tests/browser (no CHROMIUM_PATH names a Chromium to drive).\n')
  }
  const missing = ['newsboat', 'sfeed', 'nginx', 'caddy'].filter(
    (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status !== 0,
  )
  if (missing.length > 0) process.stdout.write(`\nLeft out: tests with ${missing.join(', ')} (not installed here).\n`)
}
