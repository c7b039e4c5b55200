import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Whether V8 had optimized a function by its own counts, or by ours, after so many runs. */
function isOptimized(how: { readonly runs: number; readonly isLate: boolean }): boolean {
  const program = `
    const { optimizeLate } = await import(${JSON.stringify(new URL('v8-compiler.ts', import.meta.url).href)})
    if (${how.isLate}) optimizeLate()
    const add = (a, b) => a + b
    let sum = 0
    // Each by itself, or the loop around it would be what is compiled.
    const once = eval('(function () { sum = add(sum, 1) })')
    for (let i = 0; i < ${how.runs}; i++) once()
    console.log(%ActiveTierIsMaglev(once) || %ActiveTierIsTurbofan(once))
  `
  const flags = ['--allow-natives-syntax', '--no-concurrent-recompilation', '--input-type=module']
  return execFileSync(process.execPath, [...flags, '-e', program], { encoding: 'utf8' }).trim() === 'true'
}

test('what runs a thousand times is not optimized yet, and what runs a hundred thousand times is', () => {
  expect(isOptimized({ runs: 1_000, isLate: false })).toBe(true)
  expect(isOptimized({ runs: 1_000, isLate: true })).toBe(false)
  expect(isOptimized({ runs: 100_000, isLate: true })).toBe(true)
})
