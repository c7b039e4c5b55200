/**
 * Reads a store beside its owner and compares it with the oracle's list, for `bench/store-soak.ts`: in a process of its own,
 * so that reading everything back is no part of what is measured. `node compare.ts STORE ORACLE.json`
 */
import { readFileSync } from 'node:fs'
import { openJsonStore } from '../../src/store/json-store.ts'

const [folder = '', list = ''] = process.argv.slice(2)
const oracle = JSON.parse(readFileSync(list, 'utf8')) as { readonly kept: readonly string[]; readonly ever: number }
const kept = new Set(oracle.kept)

const reader = await openJsonStore({ folder, clock: { now: () => 0 }, mode: 'reader' })
let count = 0
for await (const { key, bodyRef } of reader.readEntries({})) {
  if (!kept.has(key)) throw new Error(`${key} should be gone`)
  const { content } = await reader.readBody(bodyRef)
  if (content?.startsWith(`<p>${key} `) !== true) throw new Error(`${key} has another body`)
  count++
}
if (count !== kept.size) throw new Error(`${count} entries where the oracle has ${kept.size}`)
for (let from = 0; from < oracle.ever; from += 500) {
  const keys = Array.from({ length: Math.min(500, oracle.ever - from) }, (_, i) => `entry ${from + i}`)
  const known = await reader.readKnown(keys)
  if (known.size !== keys.length) throw new Error(`forgot to have seen one of ${keys[0]} and the next ${keys.length}`)
}
await reader.close()
console.log(`${count} entries and ${oracle.ever} seen, as the oracle has them`)
