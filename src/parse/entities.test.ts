import { expect, it } from 'vitest'
import { decodeEntities } from './entities.ts'

it('reads escaped markup once, whatever stands in it', () => {
  expect(decodeEntities('&lt;p&gt;a &amp;lt; b &amp;amp; c&lt;/p&gt;')).toBe('<p>a &lt; b &amp; c</p>')
  expect(decodeEntities('&lt;p&gt;&amp;#38;amp; &#38;amp; &amp;amp;&lt;/p&gt;')).toBe('<p>&#38;amp; &amp; &amp;</p>')
  expect(decodeEntities('&lt;a href=&quot;?a&amp;b&quot;&gt;&')).toBe('<a href="?a&b">&')
})
