import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Instant } from './model/instant.ts'

/** Of V8's young generation: with more, its caches are missed; with less, what a poll holds for a moment grows old. */
const YOUNG_BYTES = 16 * 1024 * 1024
/** V8 begins with 1 MB: one step of growth makes it right. */
const STEP = 8
const MOST_ROUNDS = 16

/**
 * Gives V8's young generation the size it is to keep. Left alone it grows to 64 MB, which a process that runs for weeks
 * never gives back and a short one pays for in page faults. The size can be set on the command line of Node only; how fast
 * it grows is asked at each collection (`NewSpace::Grow`), so it is let grow once, here, and then no more.
 */
export function settleYoungGeneration(): void {
  setFlagsFromString(`--semi-space-growth-factor=${STEP}`)
  let survivors: unknown[] = []
  for (let round = 0; round < MOST_ROUNDS && youngBytes() < YOUNG_BYTES; round++) {
    // It grows when much of it outlives a collection.
    const some = Array.from({ length: 5_000 }, (_, n) => ({ n, round }))
    survivors = round % STEP === 0 ? [some] : [...survivors, some]
  }
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** How much V8's old generation may grow, in percent of what outlived its last collection. */
const OLD_GROWTH = 50

/**
 * Lets V8 collect its old generation sooner than when it has doubled or more: a cycle makes much that lives until its poll
 * is saved, and little that lives longer. With the default a first run of a thousand feeds takes 50 MB more, for a tenth
 * less CPU.
 */
export function boundOldGeneration(): void {
  setFlagsFromString(`--heap-growing-percent=${OLD_GROWTH}`)
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? YOUNG_BYTES
}

/** Between two times that memory is given back: each holds the loop for as long as collecting all of it takes. */
const GIVE_BACK_MS = 3_600_000

type Collect = (how: { readonly type: 'major'; readonly execution: 'sync'; readonly flavor: 'last-resort' }) => void

/**
 * Gives memory back to the machine, once an hour at most; for a process that works from time to time and stays for weeks.
 * What V8 frees it keeps in reserve, and lets go only when it fears to run out of memory: without this what is resident
 * grows for days though what lives does not. Called where nobody waits, after a cycle.
 */
export function createGiveBack(now: () => Instant): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  let last = now()
  return () => {
    // A clock that went back must not keep it from ever being done.
    if (Math.abs(now() - last) < GIVE_BACK_MS) return
    last = now()
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }
}
