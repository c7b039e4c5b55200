import { setTimeout } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { StoreBusyError, StoreError, UsageError } from '../errors.ts'
import type { Decision } from '../model/decision.ts'
import type { Instant } from '../model/instant.ts'
import { createInbox, fateOf, handIn, type Order } from '../store/inbox.ts'
import type { Store } from '../store/store.ts'
import type { Context } from './context.ts'
import { dataFolders, openStore } from './open-store.ts'

/** How long an editor waits for whoever holds the store to take what was decided. */
const PATIENCE_MS = 20_000
const BETWEEN_LOOKS_MS = 100

/** What a command decided, and whatever else it has to say of it. */
export type Ordered = { readonly order: Order }

/**
 * Has the store remember what an editor decides. Where a `run` or a `serve` holds it, the decision is handed to that one,
 * which carries it out between two steps of its work; it is waited for, and where it takes longer, that is said.
 * @param decide what is decided, from what is stored now; saves nothing
 */
export async function decideInStore<T extends Ordered>(
  config: Config,
  { io, clock, options }: Context,
  decide: (store: Store) => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const { store: folder } = dataFolders(options.data)
  const warn = (message: string): void => io.stderr(`${message}\n`)
  const open = (mode: 'owner' | 'reader') => openStore(config, { data: options.data, clock, mode, warn })
  /** As the owner: what others handed in comes first. Undefined where another process is. */
  const asOwner = async <R>(work: (store: Store) => Promise<R>): Promise<{ readonly done: R } | StoreBusyError> => {
    const store = await open('owner').catch((error: unknown) => {
      if (error instanceof StoreBusyError) return error
      throw error
    })
    if (store instanceof StoreBusyError) return store
    try {
      await createInbox(folder, store, warn).take()
      return { done: await work(store) }
    } finally {
      await store.close()
    }
  }

  const alone = await asOwner(async (store) => {
    const made = await decide(store)
    await store.saveDecisions(made.order.decisions, made.order.undone)
    return made
  })
  if (!(alone instanceof StoreBusyError)) return alone.done

  const reader = await open('reader')
  const made = await decide(reader).finally(() => reader.close())
  const name = await handIn(folder, made.order, clock.now())
  const until = performance.now() + patienceMs
  for (;;) {
    const fate = await fateOf(folder, name)
    if (fate === 'taken') return made
    if (fate === 'refused')
      throw new StoreError(`what was decided was set aside in ${folder}/inbox: its owner is older`)
    if (performance.now() >= until || io.signal.aborted) break
    // Whoever held it may have ended without looking again.
    const busy = await asOwner(async () => undefined)
    if (busy instanceof StoreBusyError) await setTimeout(BETWEEN_LOOKS_MS)
  }
  if (!options.quiet)
    warn(`it is written down and carried out as soon as it is taken: ${alone.message}, which is at work`)
  return made
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
