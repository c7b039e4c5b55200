import { setFlagsFromString } from 'node:v8'

/** How often a function runs before V8 makes better code of it: five and ten times as often as it would itself. */
const RUNS = { maglev: 1_500, turbofan: 30_000 }

/**
 * Lets V8 optimize only what runs very often. A run of seconds is over before what most functions cost to be compiled comes
 * back, and V8's threads do that beside the one that works: with its own counts they took a fifth of a run's CPU.
 */
export function optimizeLate(): void {
  setFlagsFromString(`--invocation-count-for-maglev=${RUNS.maglev}`)
  setFlagsFromString(`--invocation-count-for-turbofan=${RUNS.turbofan}`)
}
