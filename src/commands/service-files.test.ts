import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { crontabLine, type Invocation, systemdUnit } from './service-files.ts'

const plain: Invocation = {
  node: '/usr/bin/node',
  cli: '/opt/warta/cli.js',
  folder: '/srv/news',
  feeds: 'feeds',
  data: '/srv/news/data',
  user: 'news',
  options: [],
}
const awkward: Invocation = {
  ...plain,
  folder: "/srv/ed's 100% news",
  data: "/srv/ed's 100% news/$data",
  options: ['--feeds', '/srv/$a "b"\\c'],
}

test('the crontab line goes to the folder and runs one cycle', () => {
  expect(crontabLine(plain)).toBe('*/5 * * * * cd /srv/news && /usr/bin/node /opt/warta/cli.js run')
})

test('cron and its shell together see paths as they are', async () => {
  const line = crontabLine(awkward)
  // cron takes \% for % and a bare % for the end of the line (crontab(5)).
  const command = line.replace(/^(\S+ ){5}/, '').split(/(?<!\\)%/)[0] ?? ''
  const shell = command.replaceAll('\\%', '%').replace(/^cd /, 'printf "%s\\n" ').replace(' && ', ' ')
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', shell])
  expect(stdout.trimEnd().split('\n')).toEqual([
    awkward.folder,
    '/usr/bin/node',
    '/opt/warta/cli.js',
    ...awkward.options,
    'run',
  ])
})

test('the unit starts serve in its folder and may write to the data folder only', () => {
  const unit = systemdUnit(plain)
  expect(unit).toContain('\nWorkingDirectory=/srv/news\n')
  expect(unit).toContain('\nExecStart=/usr/bin/node /opt/warta/cli.js serve\n')
  expect(unit).toContain('\nEnvironment=MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=131072\n')
  expect(unit).toContain('\nReadWritePaths=/srv/news/data\n')
  expect(unit).toContain('\nProtectSystem=strict\n')
  expect(unit).toContain('\nPrivateTmp=yes\n')
  expect(unit).toContain('\nRestartPreventExitStatus=2\n')
  expect(unit).not.toContain('MemoryDenyWriteExecute')
})

test('in a unit per cents and dollars are doubled, spaces and quotes quoted', () => {
  const unit = systemdUnit(awkward)
  expect(unit).toContain("\nWorkingDirectory=/srv/ed's 100%% news\n")
  expect(unit).toContain('\nExecStart=/usr/bin/node /opt/warta/cli.js --feeds "/srv/$$a \\"b\\"\\\\c" serve\n')
  expect(unit).toContain('\nReadWritePaths="/srv/ed\'s 100%% news/$data"\n')
})

test('what lies in /tmp is not hidden by a private one', () => {
  expect(systemdUnit({ ...plain, folder: '/tmp/news' })).not.toContain('PrivateTmp')
})

test('systemd finds nothing wrong with the unit', async (context) => {
  const run = promisify(execFile)
  const isThere = await run('systemd-analyze', ['--version']).then(
    () => true,
    () => false,
  )
  if (!isThere) return context.skip()
  const folder = await mkdtemp(path.join(tmpdir(), 'warta-unit-'))
  try {
    const file = path.join(folder, 'warta.service')
    await writeFile(file, systemdUnit({ ...plain, node: process.execPath, user: 'root' }))
    const { stdout, stderr } = await run('systemd-analyze', ['verify', file])
    expect(stdout + stderr).not.toContain('warta.service')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
