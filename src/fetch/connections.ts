import type { Client, Dispatcher } from 'undici'

type Request = Dispatcher.DispatchOptions & { readonly origin: string }

/**
 * The connections to all origins: one to each while one request is under way there, another for each that comes beside
 * it. undici's `Agent` makes a pool and a handful of closures for every origin before it opens the one connection that is
 * needed; that costs more than the request, and most cycles ask an origin once or twice.
 */
export class Connections {
  readonly #open: (origin: string) => Client
  readonly #byOrigin = new Map<string, Client[]>()
  #isClosed = false

  /** @param open makes a connection to an origin; it is dialled when it is first used */
  constructor(open: (origin: string) => Client) {
    this.#open = open
  }

  /** How many there are, dialled or about to be. */
  get size(): number {
    return [...this.#byOrigin.values()].reduce((sum, clients) => sum + clients.length, 0)
  }

  /** Sends a request over a connection that nothing waits for. */
  dispatch(request: Request, handler: Dispatcher.DispatchHandler): void {
    if (this.#isClosed) throw new Error('closed')
    const { origin } = request
    const idle = this.#byOrigin.get(origin)?.find(({ stats }) => stats.size === 0)
    const client = idle ?? this.#add(origin)
    client.dispatch(request, handler)
  }

  /** Ends what is under way. */
  async destroy(): Promise<void> {
    this.#isClosed = true
    const clients = [...this.#byOrigin.values()].flat()
    this.#byOrigin.clear()
    // One reason for all: each of undici's own would take the trace of its stack.
    const reason = new Error('closed')
    await Promise.all(clients.map((client) => client.destroy(reason)))
  }

  #add(origin: string): Client {
    const client = this.#open(origin)
    const forget = (): void => this.#forget(origin, client)
    client.on('disconnect', forget).on('connectionError', forget)
    const clients = this.#byOrigin.get(origin)
    if (clients === undefined) this.#byOrigin.set(origin, [client])
    else clients.push(client)
    return client
  }

  /** A process that stays meets many hosts: what is not connected any more goes, unless a request waits for it. */
  #forget(origin: string, client: Client): void {
    const clients = this.#byOrigin.get(origin)
    if (clients?.includes(client) !== true || client.stats.size > 0) return
    if (clients.length === 1) this.#byOrigin.delete(origin)
    else clients.splice(clients.indexOf(client), 1)
    void client.destroy()
  }
}
