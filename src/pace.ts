/** How long one beat of a cycle takes. */
export const BEAT_MS = 500
/** What is done is published when so many beats pass in which nothing else is: what is still under way is slow. */
const QUIET_BEATS = 6
/** Or when it waits for so long, while one after the other is done. */
const MOST_BEATS = 60
/** Each publication before a cycle's last comes after so many times as many beats as the one before it: they stay few. */
const APART = 3
/** After so many nobody waits any more until all is done. */
const PATIENCE_BEATS = 120

/** When what a cycle has done so far is published, while the rest is under way. */
export type Pace = {
  /** Something is done. */
  moved(): void
  beat(): void
  /** @param hasNews whether anything was done since the last publication that may be seen in one */
  isDue(hasNews: boolean): boolean
  /** Whether it takes so long that also what waits for all of it is published as it is: first editions, those with a time of their own. */
  isLong(): boolean
  published(): void
}

/** Counts beats instead of looking at a clock: on a machine that stands still for seconds everything was as slow. */
export function createPace(): Pace {
  let beats = 0
  let quiet = 0
  let last = 0
  return {
    moved() {
      quiet = 0
    },
    beat() {
      beats += 1
      quiet += 1
    },
    isDue(hasNews) {
      if (beats >= PATIENCE_BEATS && last < PATIENCE_BEATS) return true
      return hasNews && beats >= last * APART && (quiet >= QUIET_BEATS || beats - last >= MOST_BEATS)
    },
    isLong: () => beats >= PATIENCE_BEATS,
    published() {
      last = beats
    },
  }
}
