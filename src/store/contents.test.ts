import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entryToSave, stateOf } from '../../tests/contract/store-suite.ts'
import { Contents } from './contents.ts'
import { machineFileSystem } from './file-system.ts'
import { openJsonStore } from './json-store.ts'
import { type ScannedCommit, scanJournal } from './scan.ts'

const NOW = Date.UTC(2026, 10, 23)

describe('what a segment holds', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'warta-contents-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const path = () => join(folder, 'store/entries/2026-11-23.1.jsonl')
  const written = () => readFileSync(path().replace('jsonl', 'contents'))

  /** A segment of more than a chunk: rows and bodies lie across its borders. Keys of our own form and others. */
  async function fill(polls: readonly number[]): Promise<void> {
    const clock = { now: () => NOW }
    const store = await openJsonStore({ folder: join(folder, 'store'), clock, limits: { contentsBytes: 1 } })
    for (const n of polls) {
      const keys = [`poll ${n} entry é`, Buffer.alloc(16, n).toString('base64url')]
      const entries = keys.map((key) =>
        entryToSave(key, { sourceId: `source ${n % 3}`, firstSeen: NOW + n, body: { content: 'text '.repeat(9_000) } }),
      )
      const state = stateOf(`source ${n % 3}`, { title: `title ${n} `.repeat(7_000) })
      await store.savePoll({ state, entries, listed: keys })
    }
    await store.close()
  }

  async function scanned(): Promise<readonly ScannedCommit[]> {
    const commits: ScannedCommit[] = []
    const file = await machineFileSystem.open(path(), 'read')
    await scanJournal(file, (commit) => commits.push(commit))
    await file.close()
    return commits
  }

  async function told(contents: Contents | undefined, after: number): Promise<readonly ScannedCommit[] | 'other'> {
    const commits: ScannedCommit[] = []
    const file = await machineFileSystem.open(path(), 'read')
    // Entries are taken out when they are asked for, each time.
    const taken = (commit: ScannedCommit) => ({ ...commit, entries: [...commit.entries] })
    const later: (() => ScannedCommit)[] = []
    const isOf = await contents?.read(file, after, (commit) => {
      commits.push(taken(commit))
      later.push(() => taken(commit))
    })
    expect(later.map((again) => again())).toEqual(commits)
    await file.close()
    if (isOf === true) return commits
    expect(commits).toEqual([])
    return 'other'
  }

  const withoutLines = ({ mark: { n, prev }, ...commit }: ScannedCommit, after: number) => ({
    ...commit,
    mark: { n, prev },
    tables: n > after ? commit.tables : [],
  })

  it('is told as a scan would, but for rows that are not asked for, and goes on from start to start', async () => {
    await fill([1, 2, 3, 4, 5, 6])
    await fill([7, 8])
    const commits = await scanned()
    expect(commits).toHaveLength(8)
    for (const after of [0, 5, 8]) {
      expect(await told(Contents.decode(written()), after)).toEqual(commits.map((each) => withoutLines(each, after)))
    }
  })

  it('is told of no segment but that it was made from', async () => {
    await fill([1, 2, 3])
    const contents = Contents.decode(written())
    const good = readFileSync(path())
    for (let at = 0; at < good.length; at += 39_119) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(path(), bad)
      expect(await told(contents, 0)).toBe('other')
    }
    writeFileSync(path(), good.subarray(0, -1))
    expect(await told(contents, 0)).toBe('other')
    writeFileSync(path(), '')
    expect(await told(contents, 0)).toBe('other')
  })

  it('is not read from a file that is damaged anywhere', async () => {
    await fill([1, 2, 3])
    const good = written()
    for (let at = 0; at < good.length; at++) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8))
      expect(Contents.decode(bad)).toBeUndefined()
      expect(Contents.decode(good.subarray(0, at))).toBeUndefined()
      expect(Contents.decode(Buffer.alloc(at))).toBeUndefined()
    }
  })
})
