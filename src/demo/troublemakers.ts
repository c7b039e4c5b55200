import type { Instant } from '../model/instant.ts'

const hour = 3_600_000

/**
 * A feed that attacks its readers, written by hand because no library would: scripts in titles and bodies, an end of CDATA
 * inside one, characters XML forbids, addresses that are none, a date in the future, a title that pretends to be markup.
 */
export function hostileFeed(origin: string, now: Instant): string {
  const item = (title: string, link: string, body: string, at: Instant) =>
    `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${origin}${title.length}-${at}</guid><pubDate>${new Date(at).toUTCString()}</pubDate><description><![CDATA[${body}]]></description></item>`
  const items = [
    item(
      '&lt;script&gt;fetch("/steal")&lt;/script&gt;Harbour ferry delayed',
      `${origin}a`,
      '<p onclick="steal()">The morning ferry left late.<script>steal()</script></p>',
      now - hour,
    ),
    item(
      'Ten ]]&gt; ways to leave a CDATA section',
      `${origin}b`,
      '<p>First way: ]]]]><![CDATA[> and then <b>bold</b></p><img src=x onerror="steal()">',
      now - 2 * hour,
    ),
    item(
      'Bell \u0007 and backspace \u0008 in one headline',
      `${origin}c`,
      '<p>Control \u000Bcharacters.</p>',
      now - 3 * hour,
    ),
    item(
      'Click me for a prize',
      'javascript:steal()',
      '<a href="javascript:steal()">prize</a> <a href="data:text/html,x">other prize</a>',
      now - 4 * hour,
    ),
    item('News from next month', `${origin}d`, '<p>Tomorrow’s news, a month early.</p>', now + 30 * 24 * hour),
    item('502 Bad Gateway', `${origin}f`, '<p>nginx</p>', now - 6 * hour),
    item(
      '\u202Egnp.eliforp\u202C as a headline',
      `${origin}e`,
      '<iframe src="http://127.0.0.1/"></iframe><style>*{display:none}</style><p>Text that turns around.</p>',
      now - 5 * hour,
    ),
  ]
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Totally Honest News&lt;img src=x onerror=steal()&gt;</title><link>${origin}</link><description>trust us</description>${items.join('\n')}</channel></rss>`
}

/** Where the hostile publisher sends who asks for its other feed: an address inside, that no reader should be led to. */
export const privateTarget = 'http://169.254.169.254/latest/meta-data/'

/** XML that a template broke in the middle: an ampersand, a tag never closed, the end missing. */
export function brokenXml(): string {
  return '<?xml version="1.0"?><rss version="2.0"><channel><title>Fen & Dyke Courier</title><item><title>Council meets <b>again</title><link>'
}
