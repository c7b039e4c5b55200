/** What is known of words, found where they stand in a text: of most words that saves cutting them out of it. */
export class WordTable<T> {
  readonly #byWord: ReadonlyMap<string, T>
  /** The words by their hashes, each at the next place that is free (open addressing); at least half are. */
  readonly #words: (string | undefined)[]
  readonly #values: (T | undefined)[]

  constructor(words: ReadonlyMap<string, T>) {
    this.#byWord = words
    const places = 2 ** Math.ceil(Math.log2(words.size * 2 + 1))
    this.#words = Array.from({ length: places }, () => undefined)
    this.#values = Array.from({ length: places }, () => undefined)
    for (const [word, value] of words) {
      let sum = 0
      for (let i = 0; i < word.length; i++) sum = summed(sum, word.charCodeAt(i))
      let place = spread(sum) & (places - 1)
      while (this.#words[place] !== undefined) place = (place + 1) & (places - 1)
      this.#words[place] = word
      this.#values[place] = value
    }
  }

  get(word: string): T | undefined {
    return this.#byWord.get(word)
  }

  /**
   * Of the word that stands between two places of a text.
   * @param sum what `summed` says of its characters one after the other, from 0
   */
  at(text: string, from: number, to: number, sum: number): T | undefined {
    const mask = this.#words.length - 1
    for (let place = spread(sum) & mask; ; place = (place + 1) & mask) {
      const word = this.#words[place]
      if (word === undefined) return undefined
      if (word.length === to - from && text.startsWith(word, from)) return this.#values[place]
    }
  }
}

/** Takes one character more into the hash of a word. */
export function summed(sum: number, code: number): number {
  return (Math.imul(sum, 31) + code) | 0
}

function spread(sum: number): number {
  return sum ^ (sum >>> 12)
}
