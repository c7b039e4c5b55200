import { type Problem, problem } from './config-error.ts'

/** UTF-8 with or without BOM; undefined after a problem that names the first wrong byte's line. */
export function readUtf8(
  { file, bytes }: { readonly file: string; readonly bytes: Uint8Array },
  problems: Problem[],
): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const lossy = new TextDecoder('utf-8').decode(bytes)
    const before = lossy.slice(0, lossy.indexOf('\ufffd')).split('\n')
    const found = 'bytes that are not'
    problems.push(
      problem({
        file,
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        expected: 'UTF-8',
        found,
        hint: 'save the file as UTF-8',
      }),
    )
    return undefined
  }
}
