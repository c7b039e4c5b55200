/** Feeds in the manner of news sites, made by a fixed sequence: the same bytes each time. */

type Manner = {
  readonly bytes: number
  /** How the HTML of descriptions is written. */
  readonly markup: 'cdata' | 'escaped'
  readonly language: 'en' | 'ru'
}

const words = {
  en: 'the council said on Monday that rain over the northern hills would delay work on a bridge for about two weeks while engineers look again at its oldest arch'.split(
    ' ',
  ),
  ru: 'совет сообщил в понедельник что дождь над северными холмами задержит работы на мосту примерно на две недели пока инженеры снова осматривают его старейшую арку'.split(
    ' ',
  ),
}

function sentence(seed: number, length: number, language: Manner['language']): string {
  const list = words[language]
  let text = ''
  for (let at = 0; at < length; at++)
    text += `${at === 0 ? '' : ' '}${list[(seed * 7 + at * (1 + (seed % 5))) % list.length]}`
  return `${text}.`
}

function item(n: number, { markup, language }: Manner): string {
  const html =
    `<p><img src="https://img.example.org/${n}.jpg?w=640&amp;h=360" alt="" /> ${sentence(n, 24, language)} &amp; ${sentence(n + 1, 20, language)}</p>\n` +
    `<p>${sentence(n + 2, 30, language)} <a href="https://news.example.org/topic/${n % 50}">${sentence(n + 3, 3, language)}</a></p>`
  const escaped = html
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  const day = 1 + (n % 28)
  return `    <item>
      <title>${sentence(n, 9, language)}</title>
      <link>https://news.example.org/world/${n}/story?utm_source=rss&amp;utm_medium=feed</link>
      <guid isPermaLink="false">https://news.example.org/?p=${n}</guid>
      <pubDate>${['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][n % 7]}, ${day < 10 ? `0${day}` : day} Jul 2024 ${10 + (n % 14)}:15:00 +0000</pubDate>
      <dc:creator><![CDATA[${sentence(n % 40, 2, language)}]]></dc:creator>
      <category><![CDATA[World]]></category>
      <category>${sentence(n % 30, 1, language)}</category>
      <description>${markup === 'cdata' ? `<![CDATA[${html}]]>` : escaped}</description>
      <media:thumbnail url="https://img.example.org/${n}-small.jpg" width="144" height="81" />
      <slash:comments>${n % 90}</slash:comments>
    </item>
`
}

/** An RSS 2.0 feed of about so many bytes. */
export function newsFeed(manner: Manner): Uint8Array {
  const parts = [
    `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>World news</title>
    <link>https://news.example.org/</link>
    <description>All of it</description>
    <language>${manner.language}</language>
    <atom:link href="https://news.example.org/rss.xml" rel="self" type="application/rss+xml" />
`,
  ]
  const encoder = new TextEncoder()
  let size = 0
  for (let n = 0; size < manner.bytes; n++) {
    const one = item(n, manner)
    size += encoder.encode(one).length
    parts.push(one)
  }
  parts.push('  </channel>\n</rss>\n')
  return encoder.encode(parts.join(''))
}
