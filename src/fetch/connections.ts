import type { Socket } from 'node:net'
import type { Client, Dispatcher } from 'undici'

type Request = Dispatcher.DispatchOptions & { readonly origin: string }

/** Who waits for an answer, and can be told that it goes too far. */
type Handler = Dispatcher.DispatchHandler & { readonly isOver: boolean; stop(reason: Error): void }

/** How much of an answer may come in all, and what is said to who sends more. */
export type Bound = { readonly bytes: number; readonly reason: () => Error }

type Connection = { readonly client: Client; socket: Pick<Socket, 'bytesRead'> | undefined }

/** An answer on its way: how much its connection had brought before. */
type Watched = {
  readonly handler: Handler
  readonly connection: Connection
  readonly from: number
  readonly bound: Bound
}

/** How often it is looked what came. */
const LOOK_MS = 100

/**
 * The connections to all origins: one to each while one request is under way there, another for each that comes beside
 * it. undici's `Agent` makes a pool and a handful of closures for every origin before it opens the one connection that is
 * needed; that costs more than the request, and most cycles ask an origin once or twice.
 */
export class Connections {
  readonly #open: (origin: string, onDialled: (socket: Socket) => void) => Client
  readonly #byOrigin = new Map<string, Connection[]>()
  readonly #watched = new Set<Watched>()
  #looking: NodeJS.Timeout | undefined
  #isClosed = false

  /** @param open makes a connection to an origin; it is dialled when it is first used, and told of then */
  constructor(open: (origin: string, onDialled: (socket: Socket) => void) => Client) {
    this.#open = open
  }

  /** How many there are, dialled or about to be. */
  get size(): number {
    return [...this.#byOrigin.values()].reduce((sum, connections) => sum + connections.length, 0)
  }

  /** Sends a request over a connection that nothing waits for. An answer that is beyond its bound is stopped. */
  dispatch(request: Request, handler: Handler, bound: Bound): void {
    if (this.#isClosed) throw new Error('closed')
    const { origin } = request
    const idle = this.#byOrigin.get(origin)?.find(({ client }) => client.stats.size === 0)
    const connection = idle ?? this.#add(origin)
    this.#watched.add({ handler, connection, from: connection.socket?.bytesRead ?? 0, bound })
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS).unref()
    connection.client.dispatch(request, handler)
  }

  /**
   * The parser hands over bodies and counts headers; what stands between them (the extensions of chunks, empty lines before
   * an answer, a chunk for each byte) it reads without end, as fast as it comes. So what the connection brought is counted.
   */
  #look(): void {
    for (const watched of this.#watched) {
      const { handler, connection, from, bound } = watched
      if (!handler.isOver && (connection.socket?.bytesRead ?? 0) - from > bound.bytes) handler.stop(bound.reason())
      if (handler.isOver) this.#watched.delete(watched)
    }
    if (this.#watched.size > 0) return
    clearInterval(this.#looking)
    this.#looking = undefined
  }

  /** Ends what is under way. */
  async destroy(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#looking)
    const connections = [...this.#byOrigin.values()].flat()
    this.#byOrigin.clear()
    // One reason for all: each of undici's own would take the trace of its stack.
    const reason = new Error('closed')
    await Promise.all(connections.map(({ client }) => client.destroy(reason)))
  }

  #add(origin: string): Connection {
    const client = this.#open(origin, (socket) => {
      connection.socket = socket
    })
    const connection: Connection = { client, socket: undefined }
    const forget = (): void => this.#forget(origin, connection)
    client.on('disconnect', forget).on('connectionError', forget)
    const connections = this.#byOrigin.get(origin)
    if (connections === undefined) this.#byOrigin.set(origin, [connection])
    else connections.push(connection)
    return connection
  }

  /** A process that stays meets many hosts: what is not connected any more goes, unless a request waits for it. */
  #forget(origin: string, connection: Connection): void {
    const connections = this.#byOrigin.get(origin)
    if (connections?.includes(connection) !== true || connection.client.stats.size > 0) return
    if (connections.length === 1) this.#byOrigin.delete(origin)
    else connections.splice(connections.indexOf(connection), 1)
    void connection.client.destroy()
  }
}
