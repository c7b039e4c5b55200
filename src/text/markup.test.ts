import { expect, test } from 'vitest'
import { escapeHtml, html } from './markup.ts'

test('strings and numbers are escaped wherever they stand, markup made here is not', () => {
  const name = `<b>"A" & 'B'</b>`
  expect(html`<p title="${name}">${name} ${3} ${html`<i>${'<'}</i>`}</p>`.markup).toBe(
    '<p title="&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;">&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt; 3 <i>&lt;</i></p>',
  )
})

test('lists follow one another, and what is absent or false leaves nothing', () => {
  expect(html`<ul>${['a', 'b'].map((item) => html`<li>${item}</li>`)}${undefined}${false}</ul>`.markup).toBe(
    '<ul><li>a</li><li>b</li></ul>',
  )
})

test('text without special characters comes back as it is', () => {
  expect(escapeHtml('Astana 日本')).toBe('Astana 日本')
})
