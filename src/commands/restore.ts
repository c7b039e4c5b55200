import { restoreStore } from '../store/backup.ts'
import type { Context, ExitCode } from './context.ts'
import { dataFolders, makeFolder } from './open-store.ts'

/** `warta restore FILE`: a store from a backup, in a data folder that holds none. Throws StoreError. */
export async function restore(args: { readonly file: string }, { io, clock, options }: Context): Promise<ExitCode> {
  await makeFolder(options.data)
  const report = await restoreStore({ folder: dataFolders(options.data).store, file: args.file, clock })
  if (options.json) io.stdout(`${JSON.stringify({ event: 'restored', file: args.file, ...report })}\n`)
  else if (!options.quiet && io.terminal) io.stderr(`${args.file}: ${report.files} files, ${report.bytes} bytes\n`)
  return 0
}
