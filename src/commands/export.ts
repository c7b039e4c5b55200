import { loadConfig } from '../config/load.ts'
import { renderSourceList } from '../config/source-list.ts'
import type { Context, ExitCode } from './context.ts'

/** `warta export`: the configured sources as OPML 2.0 on stdout. Touches neither network nor store. */
export async function exportList({ io, options }: Context): Promise<ExitCode> {
  const config = await loadConfig({ feeds: options.feeds, env: io.env })
  const { opml, leftOut } = renderSourceList(config)
  io.stdout(opml)
  if (!options.quiet) for (const what of leftOut) io.stderr(`left out: ${what}\n`)
  return 0
}
