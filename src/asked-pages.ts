import type { FetchResult } from './fetch/fetch-document.ts'

/** What came of asking for a page: the page, or that its host is paused or all is to stop. */
export type PageAnswer = FetchResult | 'waiting' | 'stopped'

/** Of pages that another source may want too: those of one site are asked for one after another, by all that list them. */
const mostBytes = 4 * 1024 * 1024

/**
 * The article pages of one cycle that were asked for, the latest ones: of two sources that list the same article, the page of a
 * section and the front page, the second has what the first was given.
 */
export class AskedPages {
  readonly #answers = new Map<string, Promise<PageAnswer>>()
  readonly #sizes = new Map<string, number>()
  #bytes = 0

  /** What a page that was asked for so is to answer, or has answered; undefined where nobody asked. */
  answerOf(url: string, headers: Readonly<Record<string, string>>): Promise<PageAnswer> | undefined {
    return this.#answers.get(keyOf(url, headers))
  }

  /** Asks for a page; what `ask` passes to its argument is the answer for all, what it throws before that too. */
  async ask<T>(
    url: string,
    headers: Readonly<Record<string, string>>,
    ask: (answered: (answer: PageAnswer) => void) => Promise<T>,
  ): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<PageAnswer>()
    // Thrown to who asked, below, whether or not anybody waits for it too.
    promise.catch(() => undefined)
    const key = keyOf(url, headers)
    this.#answers.set(key, promise)
    try {
      return await ask((answer) => {
        resolve(answer)
        this.#keep(key, answer)
      })
    } catch (error) {
      reject(error)
      throw error
    }
  }

  #keep(key: string, answer: PageAnswer): void {
    const size = typeof answer !== 'string' && answer.status === 'fetched' ? answer.body.length : 0
    this.#sizes.set(key, size)
    this.#bytes += size
    for (const [oldest, bytes] of this.#sizes) {
      if (this.#bytes <= mostBytes) break
      this.#bytes -= bytes
      this.#sizes.delete(oldest)
      this.#answers.delete(oldest)
    }
  }
}

function keyOf(url: string, headers: Readonly<Record<string, string>>): string {
  return JSON.stringify([url, headers])
}
