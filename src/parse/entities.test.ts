import { expect, it } from 'vitest'
import { Characters } from './characters.ts'
import { decodeEntities } from './entities.ts'

it('reads escaped markup once, whatever stands in it', () => {
  expect(decodeEntities('&lt;p&gt;a &amp;lt; b &amp;amp; c&lt;/p&gt;')).toBe('<p>a &lt; b &amp; c</p>')
  expect(decodeEntities('&lt;p&gt;&amp;#38;amp; &#38;amp; &amp;amp;&lt;/p&gt;')).toBe('<p>&#38;amp; &amp; &amp;</p>')
  expect(decodeEntities('&lt;a href=&quot;?a&amp;b&quot;&gt;&')).toBe('<a href="?a&b">&')
})

it.each([
  '&lt;p&gt;a &amp;lt; b &amp;amp; &quot;c&quot;&lt;/p&gt;',
  'AT&T, a & b, &, &amp, &unknown; &#xD800; &#146; &#8217; &eacute;t&eacute; &#x1F600;',
  '&nGt;&nGt;&nGt;&nLt;',
  '&copy 2024 &copy\u00a02024 &copy\u3000 ?a=1&copy=2 &notin &#65 &#65',
  `${'дождь над холмами '.repeat(9)}&mdash;${'rain over the hills '.repeat(9)}&`,
  '&copy',
])('reads references in bytes as in text: %s', (text) => {
  // What follows is another's: it ends no reference of this.
  const utf8 = Buffer.from(`&lt;${text} ;`)
  expect(new Characters(utf8).decode(4, utf8.length - 2)).toBe(decodeEntities(text))
})
