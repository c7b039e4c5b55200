import { describe, expect, test } from 'vitest'
import { cleanHtml } from './clean-html.ts'

const link = { images: 'link', baseUrl: 'https://radio.example/berita/1' } as const
const none = { images: 'none', baseUrl: 'https://radio.example/berita/1' } as const

test('known markup stays, attributes that style or act go', () => {
  expect(cleanHtml('<p class=x id=y style="a:b" onclick="z()">Satu <b>dua</b> <em>tiga</em></p>', none)).toBe(
    '<p>Satu <b>dua</b> <em>tiga</em></p>',
  )
})

test('links are absolute, and unwrapped where they lead nowhere', () => {
  expect(cleanHtml('<a href="/x?a=1&b=2">x</a> <a href="mailto:a@radio.example">m</a>', none)).toBe(
    '<a href="https://radio.example/x?a=1&amp;b=2">x</a> <a href="mailto:a@radio.example">m</a>',
  )
  expect(cleanHtml('<a href="javascript:alert(1)">x</a> <a href="/y">y</a>', { images: 'none' })).toBe('x y')
})

test('without images no picture, player or frame is left', () => {
  const html =
    '<p>a<img src=/i.png><video src=/v.mp4 poster=/p.jpg></video><audio src=/a.mp3></audio><iframe src=/f></iframe>b</p>'
  expect(cleanHtml(html, none)).toBe('<p>ab</p>')
})

test('with images they stay at the publisher', () => {
  expect(cleanHtml('<img src="/i.png" alt="Peta" onerror=x srcset="/j.png 2x" loading=lazy>', link)).toBe(
    '<img src="https://radio.example/i.png" alt="Peta" />',
  )
  expect(cleanHtml('<img src="data:image/gif;base64,R0" data-src="/lazy.jpg">', link)).toBe(
    '<img src="https://radio.example/lazy.jpg" alt="" />',
  )
})

test.each([
  ['<img src="https://radio.example/1x1.gif" data-src="/real.jpg">'],
  ['<img src="/blank.gif" data-lazy-src="/real.jpg">'],
  ['<img src="/lazy.png" data-srcset="/real.jpg 1x, /more.jpg 2x">'],
  ['<img src="/img-placeholder@2x.svg" srcset="data:image/gif;base64,R0 1w" data-lazy-srcset="/real.jpg 300w">'],
  ['<img src="/loading.svg?v=2" data-original="/real.jpg">'],
  ['<img src="/small.jpg" data-src="/real.jpg" class="photo lazyload">'],
  ['<img src="/spacer.gif" data-src="data:image/gif;base64,R0" data-original="/real.jpg">'],
  ['<img src="/blank.gif" srcset="/real.jpg 1x">'],
  ['<img src="/real.jpg" data-original="/print.tif">'],
  ['<img src="/real.jpg" srcset="/small.jpg 300w" class="lazyloaded">'],
  ['<img src="/real.jpg" data-src="/{width}/other.jpg" class="lazy">'],
])('of a placeholder and the picture it keeps the place for, the picture stays: %s', (html) => {
  expect(cleanHtml(html, link)).toBe('<img src="https://radio.example/real.jpg" alt="" />')
})

test('a placeholder for a pixel that counts is gone, and so is one for nothing', () => {
  expect(cleanHtml('<img src="/loading.gif" data-src="https://pixel.wp.com/g.gif?x=1" class="lazy">', link)).toBe('')
  expect(cleanHtml('<img src="/1x1.gif" data-src="/real.jpg" width="1" height="1">', link)).toBe('')
  expect(cleanHtml('<img src="/blank.gif" data-src="/{size}.jpg">', link)).toBe('')
})

test('a picture is not taken for a placeholder because its name has such a word in it', () => {
  expect(cleanHtml('<img src="/loading-dock-fire.jpg" data-src="/other.jpg">', link)).toBe(
    '<img src="https://radio.example/loading-dock-fire.jpg" alt="" />',
  )
})

test('tracking pixels and empty wrappers are gone', () => {
  const html =
    '<div><p>Isi</p><p>&nbsp;</p><div><span><br></span></div><a href="/x"><img width=1 height=1 src=/t.gif></a>' +
    '<img src="https://feeds.feedburner.com/~r/x/~4/abc"></div>'
  expect(cleanHtml(html, link)).toBe('<div><p>Isi</p></div>')
})

describe('the size', () => {
  test('is capped before and after cleaning', () => {
    const clean = cleanHtml(`<p>${'a & b '.repeat(1000)}</p>`, { images: 'none', maxChars: 1000 })
    expect(clean.length).toBeLessThanOrEqual(1000)
    expect(clean.length).toBeGreaterThan(500)
    expect(clean.endsWith('</p>')).toBe(true)
  })

  test('is not used up by inlined pictures', () => {
    const html = `<p><img src="data:image/png;base64,${'A'.repeat(2000)}">Isi</p>`
    expect(cleanHtml(html, { images: 'none', maxChars: 1000 })).toBe('<p>Isi</p>')
  })

  test('a hundred thousand nested elements are flattened', () => {
    const clean = cleanHtml(`${'<div>'.repeat(30_000)}x${'</div>'.repeat(30_000)}`, none)
    expect(clean).toContain('x')
    expect(clean.length).toBeLessThan(1500)
  })
})
