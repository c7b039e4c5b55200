import { setTimeout } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { StoreBusyError, UsageError } from '../errors.ts'
import type { Decision } from '../model/decision.ts'
import type { Instant } from '../model/instant.ts'
import type { Store } from '../store/store.ts'
import type { Context } from './context.ts'
import { openStore } from './open-store.ts'

/** How long an editor waits for a `run` to end. */
const PATIENCE_MS = 20_000
const BETWEEN_TRIES_MS = 200

/**
 * Opens the store to write down what an editor decided. A `run` that holds it is waited for; `serve` holds it for as long
 * as it runs: then StoreBusyError, after a word on what to do.
 */
export async function openForEditor(
  config: Config,
  { io, clock, options }: Context,
  patienceMs = PATIENCE_MS,
): Promise<Store> {
  const warn = (message: string): void => io.stderr(`${message}\n`)
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      return await openStore(config, { data: options.data, clock, mode: 'owner', warn })
    } catch (error) {
      if (!(error instanceof StoreBusyError)) throw error
      if (performance.now() >= until || io.signal.aborted) {
        if (!options.quiet) {
          warn(
            'nothing was decided: a `run` ends by itself, so try again; a `serve` must be stopped for as long as this takes',
          )
        }
        throw error
      }
      await setTimeout(BETWEEN_TRIES_MS)
    }
  }
}

/** Refuses a section that is not configured. */
export function refuseUnknownSection({ sections }: Config, slug: string | undefined): void {
  if (slug === undefined || sections.some((section) => section.slug === slug)) return
  throw new UsageError(`no section ${slug}; there are: ${sections.map((section) => section.slug).join(', ')}`)
}

/** Instants for new decisions: each later than all that was decided before, whatever the clock says. */
export function* momentsAfter(decisions: readonly Decision[], now: Instant): Generator<Instant, never> {
  let at = Math.max(now, ...decisions.map((decision) => decision.at + 1))
  for (;;) yield at++
}
