import { randomBytes } from 'node:crypto'
import { chown, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { StoreError } from '../errors.ts'
import type { Decision } from '../model/decision.ts'
import type { Instant } from '../model/instant.ts'
import { decisionName } from './decisions.ts'
import { messageOf, readWhole } from './document.ts'
import { type FileSystem, hasCode, listed, machineFileSystem } from './file-system.ts'
import type { Store } from './store.ts'

/**
 * What editors decide beside the owner of a store: each decision a file of its own, which only the store's user may write.
 * The owner commits them in the order they were handed in, then removes them; what was committed and could not be removed
 * any more before a crash is known the next time, and is not decided again.
 */

/** What one command decided: all of it is committed at once. */
export type Order = { readonly decisions: readonly Decision[]; readonly undone: readonly Decision[] }

const INBOX = 'inbox'
/** Fifteen digits so that names sort as they were handed in. */
const NAME = /^[0-9]{15}-[0-9a-f]{12}\.json$/
const TEMPORARY = /^\.[0-9a-f]{12}\.tmp$/
const REFUSED = '.refused'
/** A new owner removes what commands left that were killed, and may meet one that is still writing. */
const ATTEMPTS = 5
/** A story has a few dozen copies, a split one decision for each pair. */
const MOST_BYTES = 16 << 20

/** Each decision is made later than all before it: one at the end of time would be the last. */
const instant = z.int().nonnegative().max(Date.UTC(9000, 0))
const key = z.string().min(1).max(4_000)
const scope = { section: z.string().min(1).max(64).optional(), until: instant.optional(), at: instant }
const decision = z.union([
  z.strictObject({
    kind: z.enum(['pin', 'hide', 'retract']),
    key,
    id: z.string().max(4_000).optional(),
    url: z.string().max(10_000).optional(),
    story: z.literal(true).optional(),
    ...scope,
  }),
  z.strictObject({ kind: z.literal('retract-source'), sourceId: key, ...scope }),
  z.strictObject({ kind: z.enum(['split', 'join']), keys: z.array(key).min(2), at: instant }),
])
const order = z.strictObject({
  warta: z.literal('decisions'),
  decisions: z.array(decision),
  undone: z.array(decision),
})

/**
 * Hands in what was decided, for whoever owns the store in `folder`. On disk when it resolves.
 * @returns the name to ask after it with
 */
export async function handIn(
  folder: string,
  { decisions, undone }: Order,
  now: Instant,
  fs = machineFileSystem,
): Promise<string> {
  const inbox = `${folder}/${INBOX}`
  try {
    await fs.makeFolder(inbox)
    const text = Buffer.from(`${JSON.stringify({ warta: 'decisions', decisions, undone })}\n`)
    const last = (await namesIn(fs, inbox)).at(-1)
    const turn = Math.max(now, last === undefined ? 0 : Number(last.slice(0, 15)) + 1)
    for (let attempt = 1; ; attempt++) {
      const random = randomBytes(6).toString('hex')
      const name = `${String(turn).padStart(15, '0')}-${random}.json`
      try {
        await write(fs, folder, { temporary: `${inbox}/.${random}.tmp`, path: `${inbox}/${name}`, text })
        return name
      } catch (error) {
        if (!hasCode(error, 'ENOENT') || attempt === ATTEMPTS) throw error
      }
    }
  } catch (error) {
    throw new StoreError(`cannot write to ${inbox}: ${messageOf(error)}`, { cause: error })
  }
}

async function write(
  fs: FileSystem,
  folder: string,
  order: { readonly temporary: string; readonly path: string; readonly text: Buffer },
): Promise<void> {
  const { temporary, path, text } = order
  const file = await fs.open(temporary, 'create')
  try {
    await file.write(text, 0)
    await file.sync()
  } finally {
    await file.close()
  }
  await giveToOwner(folder, [dirname(path), temporary])
  await fs.rename(temporary, path)
  await fs.syncFolder(dirname(path))
}

/** An administrator decides for a service that runs as somebody else: it must be able to read that. */
async function giveToOwner(folder: string, paths: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(folder)
  for (const path of paths) await chown(path, uid, gid)
}

/** What became of what was handed in. */
export async function fateOf(
  folder: string,
  name: string,
  fs = machineFileSystem,
): Promise<'waits' | 'taken' | 'refused'> {
  const path = `${folder}/${INBOX}/${name}`
  if ((await fs.look(path)) !== undefined) return 'waits'
  return (await fs.look(`${path}${REFUSED}`)) === undefined ? 'taken' : 'refused'
}

/** The inbox as the owner of the store sees it. */
export type Inbox = {
  /** Commits what was handed in. Returns how many orders that were. @throws StoreError; what was not committed waits */
  take(): Promise<number>
}

/** @param warn told, in a sentence, of what is no order and was set aside */
export function createInbox(
  folder: string,
  store: Store,
  warn: (message: string) => void,
  fs: FileSystem = machineFileSystem,
): Inbox {
  const inbox = `${folder}/${INBOX}`
  let taking: Promise<unknown> = Promise.resolve()
  let isTidy = false

  /** Of commands that were killed: once for each owner. */
  async function tidy(): Promise<void> {
    const left = (await listed(fs, inbox)).filter((name) => TEMPORARY.test(name))
    for (const name of left) {
      try {
        await fs.remove(`${inbox}/${name}`)
      } catch (error) {
        // Handed in just now.
        if (!hasCode(error, 'ENOENT')) throw error
      }
    }
    isTidy = true
  }

  async function takeAll(): Promise<number> {
    if (!isTidy) await tidy()
    let taken = 0
    for (const name of await namesIn(fs, inbox)) {
      const path = `${inbox}/${name}`
      const given = await readOrder(fs, path)
      if (typeof given === 'string') {
        await fs.rename(path, `${path}${REFUSED}`)
        warn(`${path}: ${given}: set aside`)
      } else {
        await commit(store, given)
        await fs.remove(path)
        taken += 1
      }
      // Before the next is committed: only the last can be found again after a crash.
      await fs.syncFolder(inbox)
    }
    return taken
  }

  return {
    take() {
      const now = async () => {
        try {
          return await takeAll()
        } catch (error) {
          if (error instanceof StoreError) throw error
          throw new StoreError(`cannot take what is in ${inbox}: ${messageOf(error)}`, { cause: error })
        }
      }
      const turn = taking.then(now, now)
      taking = turn
      return turn
    },
  }
}

/** The orders that wait, oldest first. */
async function namesIn(fs: FileSystem, inbox: string): Promise<readonly string[]> {
  return (await listed(fs, inbox)).filter((name) => NAME.test(name))
}

/** A sentence where it is none. */
async function readOrder(fs: FileSystem, path: string): Promise<Order | string> {
  const look = await fs.look(path)
  if (look?.kind !== 'file') return 'not a plain file'
  if (look.bytes > MOST_BYTES) return 'too large'
  const bytes = await readWhole(fs, path)
  try {
    const read = order.safeParse(JSON.parse(bytes?.toString('utf8') ?? ''))
    return read.success ? (read.data as Order) : 'not what an editor’s command writes'
  } catch (error) {
    if (error instanceof SyntaxError) return 'not JSON'
    throw error
  }
}

/** Each decision later than all that were made before, whatever the clock of its command said. */
async function commit(store: Store, { decisions, undone }: Order): Promise<void> {
  const known = await store.readDecisions()
  const byName = new Map(known.map((each) => [decisionName(each), each]))
  const fresh = decisions.filter((each) => !isKnown(each, byName.get(decisionName(each))))
  let last = Math.max(0, ...known.map(({ at }) => at))
  const placed = fresh.map((each): Decision => {
    last = Math.max(each.at, last + 1)
    return { ...each, at: last }
  })
  const gone = undone.filter((each) => byName.has(decisionName(each)))
  if (placed.length + gone.length > 0) await store.saveDecisions(placed, gone)
}

/** Whether it was committed before: the same, at the time it was made or later. */
function isKnown(made: Decision, known: Decision | undefined): boolean {
  return known !== undefined && known.at >= made.at && textOf({ ...known, at: made.at }) === textOf(made)
}

function textOf(value: Decision): string {
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
