import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { PageDocument, PageElement } from './page-dom.ts'
import { linesOfPage } from './page-lines.ts'
import { parseHtml } from './page-markup.ts'
import { TreeDocument, TreeElement } from './page-tree.ts'

const page = (body: string): PageDocument => parseHtml(`<!DOCTYPE html><body>${body}`, 'https://tree.example/')
const first = (document: PageDocument, selector: string): PageElement => {
  const element = document.querySelector(selector)
  if (element === null) throw new Error(`no ${selector}`)
  return element
}
const treeOf = (element: PageElement): TreeElement => {
  if (!(element instanceof TreeElement)) throw new Error('no element of ours')
  return element
}

describe('the tree of a page', () => {
  test('writes what it read, attributes in their order, text and values escaped', () => {
    const html =
      '<p title="a &quot;b&quot; &amp; c" class="x" hidden="">1 &lt; 2&nbsp;<br><img src="/a?b=1&amp;c=2" alt=""></p><ul><li></li></ul>'
    expect(page(html).body.innerHTML).toBe(html)
  })

  test('leaves what a style or a frame holds as it is', () => {
    expect(page('<p><iframe>a < b & c</iframe></p>').body.innerHTML).toBe('<p><iframe>a < b & c</iframe></p>')
  })

  test('copies an element with all in it, and not what stands beside it', () => {
    const document = page('<div id="a"><p>x<b>y</b></p>z</div><p>beside</p>')
    const copy = first(document, '#a').cloneNode(true)
    first(document, 'b').remove()
    expect(copy.innerHTML).toBe('<p>x<b>y</b></p>z')
    expect([copy.id, copy.parentNode, copy.cloneNode(false).innerHTML]).toStrictEqual(['a', null, ''])
    expect(document.body.innerHTML).toBe('<div id="a"><p>x</p>z</div><p>beside</p>')
  })

  test('a list that was handed out stays as it is, and the next one knows of what went', () => {
    const { body } = page('<p>1</p><p>2</p>text<p>3</p>')
    const before = body.children
    before[1]?.remove()
    expect([before.length, body.children.length, body.childNodes.length]).toStrictEqual([3, 2, 3])
    expect(body.firstChild?.nextSibling?.textContent).toBe('text')
  })

  test('its lines are those that are in it when they are asked for', () => {
    const document = page('<p>One</p><p class="x">Two</p><p>Three</p>')
    const texts = (limit: number) => linesOfPage(document, limit).map(({ text }) => text)
    expect([texts(2), texts(9)]).toEqual([
      ['One', 'Two'],
      ['One', 'Two', 'Three'],
    ])
    first(document, '.x').remove()
    expect(texts(9)).toEqual(['One', 'Three'])
  })

  test('a node moves: it is never at two places, and never in itself', () => {
    const { body } = page('<div><p>1</p></div><p id="b">2</p>')
    const [div, b] = [treeOf(first(body as never, 'div')), treeOf(first(body as never, '#b'))]
    div.insertBefore(b, div.firstChild)
    expect(body.innerHTML).toBe('<div><p id="b">2</p><p>1</p></div>')
    expect(() => b.appendChild(div)).toThrow('cannot hold')
    div.replaceChild(div.ownerDocument.createElement('HR'), b)
    expect([body.innerHTML, b.parentNode]).toStrictEqual(['<div><hr><p>1</p></div>', null])
  })

  test('markup that is set is read as HTML where it stands, and knows its document', () => {
    const document = page('<table><tbody id="t"></tbody></table>')
    const rows = treeOf(first(document, '#t'))
    rows.innerHTML = '<tr><td>a<td>b'
    expect(rows.innerHTML).toBe('<tr><td>a</td><td>b</td></tr>')
    expect(rows.firstElementChild?.ownerDocument).toBe(document)
  })

  test('class, id and style follow their attributes', () => {
    const element = treeOf(first(page('<p class="\n a  b\t" style="color: red; DISPLAY : none">x</p>'), 'p'))
    expect([element.className, element.style?.display, element.style?.visibility]).toStrictEqual(['a b', 'none', ''])
    element.className = 'c'
    element.id = 'd'
    element.removeAttribute('style')
    expect([element.matches('.c#d'), element.matches('.a'), element.style]).toStrictEqual([true, false, undefined])
  })

  test('what stands far off the page is not displayed', () => {
    const displayed = (style: string) => treeOf(first(page(`<p style="${style}">x</p>`), 'p')).style?.display
    expect(displayed('position:absolute; left:-9999px')).toBe('none')
    expect(displayed('POSITION: fixed; top: -1000em')).toBe('none')
    expect(displayed('position:absolute; left:-20px')).toBe('')
    expect(displayed('left:-9999px')).toBe('')
  })

  test('names fold their case, and any is an element', () => {
    const document = page('<svg viewBox="0 0 1 1"><linearGradient/></svg><P>x</P>')
    const tree = document instanceof TreeDocument ? document : undefined
    expect(tree?.getElementsByTagName('P').map(({ tagName }) => tagName)).toStrictEqual(['P'])
    expect(tree?.getElementsByTagName('*')).toHaveLength(6)
    expect([...document.querySelectorAll('lineargradient, svg')]).toHaveLength(2)
  })

  test('a page of frames has a body that is empty', () => {
    expect(parseHtml('<frameset><frame src=a></frameset>', 'https://tree.example/').body.innerHTML).toBe('')
  })
})

describe('selectors', () => {
  test('that were asked before see what has changed since', () => {
    const document = page('<div class="a"><p>1</p></div>')
    expect([...document.querySelectorAll('.a p')]).toHaveLength(1)
    expect([...document.querySelectorAll('.b')]).toHaveLength(0)
    treeOf(first(document, 'div')).className = 'b'
    expect([...document.querySelectorAll('.a p')]).toHaveLength(0)
    expect([...document.querySelectorAll('.b')]).toHaveLength(1)
  })

  test(':scope is the element that is asked', () => {
    const document = page('<div id="a"><p>1</p><div id="b"><p>2</p></div></div>')
    const texts = (id: string) => Array.from(first(document, id).querySelectorAll(':scope > p'), (p) => p.textContent)
    expect([texts('#a'), texts('#b')]).toStrictEqual([['1'], ['2']])
  })

  test('what is no selector throws', () => {
    expect(() => page('').querySelector('a[')).toThrow()
  })

  test('of what stands in attributes fold case where they say so', () => {
    const document = page('<a class="Byline-x y" href="/a?b"></a><b class="byline z" data-a="B"></b>')
    const count = (selector: string) => [...document.querySelectorAll(selector)].length
    expect([count('[class*="byline" i]'), count('[class*="byline"]'), count('[class~="BYLINE" i]')]).toEqual([2, 1, 1])
    expect([count('a[href^="/a"]'), count('[href="/a"]'), count('[href*=".b"]')]).toEqual([1, 0, 0])
    expect([count('B[DATA-A="B"]'), count('b[data-a="b" i], a')]).toEqual([1, 2])
  })

  const parts = [
    ...['a', '.x', '#i', '[href]', '[class~="x" i]', '[class*="X"]', '[href^="/"]', '[href="/1"]', '*'],
    ...[':not(.x)', ':first-child', ':nth-child(2n)'],
  ]
  const joints = [' ', ' > ', ' + ', ' ~ ', ', ', '']
  const selectors = fc
    .array(fc.tuple(fc.constantFrom(...parts), fc.constantFrom(...joints)), { minLength: 1, maxLength: 4 })
    .map((pairs) => pairs.map(([part, joint], at) => part + (at < pairs.length - 1 ? joint : '')).join(''))
    // A name stands first or not at all.
    .filter((selector) => !/[\w\])]a|[^\s>+~,]\*|aa/.test(selector))
  const pieces = ['<a href="/1">', '<p class="x">', '<div id="i">', '<b class="X y">', 'text', '</p>', '</div>', '</b>']

  test('find what another DOM finds', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), selectors, (markup, selector) => {
        const ours = page(markup.join(''))
        // The other one reads HTML by rules of its own: it gets what was understood.
        const { document: theirs } = parseHTML(
          `<!DOCTYPE html><html><head></head><body>${ours.body.innerHTML}</body></html>`,
        )
        const texts = (elements: Iterable<{ readonly localName: string; readonly textContent: string | null }>) =>
          Array.from(elements, ({ localName, textContent }) => `${localName} ${textContent}`)
        expect(texts(ours.querySelectorAll(selector))).toStrictEqual(
          texts(theirs.querySelectorAll(selector) as unknown as readonly PageElement[]),
        )
      }),
    )
  })
})
