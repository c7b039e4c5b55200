import { backUpStore } from '../store/backup.ts'
import type { Context, ExitCode } from './context.ts'
import { dataFolders } from './open-store.ts'

/** `warta backup FILE`: the whole store in one file, also while Warta runs. Throws StoreError. */
export async function backup(args: { readonly file: string }, { io, clock, options }: Context): Promise<ExitCode> {
  const report = await backUpStore({ folder: dataFolders(options.data).store, file: args.file, clock })
  if (options.json) io.stdout(`${JSON.stringify({ event: 'backed-up', file: args.file, ...report })}\n`)
  else if (!options.quiet && io.terminal) io.stderr(`${args.file}: ${report.files} files, ${report.bytes} bytes\n`)
  return 0
}
