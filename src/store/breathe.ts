import { setImmediate } from 'node:timers/promises'

/** Awaited between the steps of long work: lets the loop turn whenever `sliceMs` have gone by since it last did. */
export function breather(sliceMs = 8): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < sliceMs) return
    await setImmediate()
    since = performance.now()
  }
}
