/** Says in one line which suites a run left out, and why: a green run must not pass for more than it was. */
export function teardown(): void {
  if (process.env['CHROMIUM_PATH'] !== undefined) return
  process.stdout.write('\nLeft out: tests/browser (no CHROMIUM_PATH names a Chromium to drive).\n')
}
