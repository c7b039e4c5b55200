const TAG_NAME = /[a-zA-Z][^\s/>]*/y

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
}

/** Finds the ends of tags. What was searched for in vain is remembered, so that no tail is read twice. */
export class TagScanner {
  readonly #html: string
  /** Quotes are believed until one is found unclosed. */
  #quotes = true
  #tagEnds = true
  #commentEnds = true
  readonly #unclosed = new Set<string>()

  constructor(html: string) {
    this.#html = html
  }

  /** The offset after the tag, comment or declaration that begins at `open`; undefined where `<` is mere text. */
  endOfMarkup(open: number): number | undefined {
    const html = this.#html
    const next = html.charCodeAt(open + 1)
    if (next === 0x21 /* ! */ || next === 0x3f /* ? */) {
      if (html.startsWith('<!--', open)) return this.#endOfComment(open)
      return this.#plainEnd(open)
    }
    const letter = next === 0x2f /* / */ ? html.charCodeAt(open + 2) : next
    if (!isLetter(letter)) return next === 0x2f ? this.#plainEnd(open) : undefined
    return (this.#quotes ? this.#quotedEnd(open) : undefined) ?? this.#plainEnd(open)
  }

  tagName(at: number): string | undefined {
    const html = this.#html
    // Nearly all names are letters and a digit: found without a regular expression, which costs more than all the rest.
    let end = at
    let code = html.charCodeAt(at)
    if (!isLetter(code)) return undefined
    while (isLetter(code) || (code >= 0x30 && code <= 0x39)) code = html.charCodeAt(++end)
    if (code === 0x3e || code === 0x20 || code === 0x2f) return html.slice(at, end).toLowerCase()
    TAG_NAME.lastIndex = at
    return TAG_NAME.exec(html)?.[0].toLowerCase()
  }

  /** The offset after `</name …>`, or the end: raw text elements that nobody closes hide the rest, as in a browser. */
  endOfElement(name: string, from: number): number {
    const html = this.#html
    if (this.#unclosed.has(name)) return from
    const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
    close.lastIndex = from
    const found = close.exec(html)
    if (found === null) {
      this.#unclosed.add(name)
      return name === 'script' || name === 'style' ? html.length : from
    }
    return this.#plainEnd(found.index) ?? html.length
  }

  #endOfComment(open: number): number {
    const html = this.#html
    if (html.startsWith('<!-->', open)) return open + 5
    if (html.startsWith('<!--->', open)) return open + 6
    const end = this.#commentEnds ? html.indexOf('-->', open + 4) : -1
    if (end === -1) {
      this.#commentEnds = false
      return html.length
    }
    return end + 3
  }

  #plainEnd(open: number): number | undefined {
    const end = this.#tagEnds ? this.#html.indexOf('>', open) : -1
    if (end === -1) {
      this.#tagEnds = false
      return undefined
    }
    return end + 1
  }

  #quotedEnd(open: number): number | undefined {
    const html = this.#html
    for (let i = open + 1; i < html.length; i++) {
      const c = html.charCodeAt(i)
      if (c === 0x3e /* > */) return i + 1
      // A quote opens a value only after `=`; elsewhere it is a broken attribute name.
      if ((c === 0x22 || c === 0x27) && follows(html, i, 0x3d /* = */)) {
        const close = html.indexOf(c === 0x22 ? '"' : "'", i + 1)
        if (close === -1) break
        i = close
      }
    }
    this.#quotes = false
    return undefined
  }
}

/** Whether the last character before `at` that is not white space is `code`. */
function follows(html: string, at: number, code: number): boolean {
  let i = at - 1
  while (i > 0 && at - i < 100 && html.charCodeAt(i) <= 0x20) i--
  return html.charCodeAt(i) === code
}
