import { cleanHtml } from '../src/curate/clean-html.ts'

/** Processor time of cleaning entries of 1 KB and 50 KB, and the worst a hostile publisher may send. `node bench/clean-html.ts` */
function cpuMs(): number {
  return process.cpuUsage().user / 1000
}

const paragraph =
  '<p class="isi" style="margin:0">Presiden mengatakan bahwa <a href="/berita/1?utm_source=rss" onclick="x()">beberapa dokumen</a> ' +
  'politik <b>penting</b> akan ditandatangani &amp; diumumkan pada <span class="d">Senin</span> di Jakarta.</p>\n'
const entry = `<div id="artikel"><img src="/foto.jpg" srcset="/foto-2.jpg 2x" alt="Foto">${paragraph.repeat(4)}</div>`
const cases: readonly (readonly [string, string, number])[] = [
  [`entry of ${entry.length} characters`, entry, 4000],
  ['entry of 50 KB', paragraph.repeat(200), 50],
  ['400,000 characters of text', paragraph.repeat(1500), 3],
  ['100,000 nested elements', '<div>'.repeat(100_000), 3],
  ['100,000 nested formatting elements', '<b><i>'.repeat(50_000), 3],
  ['400,000 less-than signs', '<'.repeat(400_000), 3],
  ['100,000 unclosed paragraphs', '<p>a'.repeat(100_000), 3],
  ['100,000 unopened paragraphs', '</p>'.repeat(100_000), 3],
  ['100,000 line breaks', '<br>'.repeat(100_000), 3],
  ['100,000 rows', '<table><tr><td>a'.repeat(25_000), 3],
  ['100,000 comments', '<!--a-->'.repeat(100_000), 3],
  ['100,000 empty spans', '<span> </span>'.repeat(14_000), 3],
  ['nested empty elements', '<div><p>'.repeat(30) + '</p></div>'.repeat(30), 3],
  ['100,000 entities', '&amp;&#65;&notit;'.repeat(30_000), 3],
  ['60,000 attributes', `<p ${'a=b '.repeat(60_000)}>x</p>`, 3],
  ['one attribute of 400,000 characters', `<a href="https://a.example/${'a'.repeat(390_000)}">x</a>`, 3],
]

for (const [name, html, turns] of cases) {
  for (let i = 0; i < Math.min(turns, 500); i++) cleanHtml(html, { images: 'link', baseUrl: 'https://radio.example/' })
  const times: number[] = []
  for (let i = 0; i < turns; i++) {
    const start = cpuMs()
    cleanHtml(html, { images: 'link', baseUrl: 'https://radio.example/' })
    times.push(cpuMs() - start)
  }
  times.sort((one, other) => one - other)
  console.log(`${name}: median ${times[Math.floor(turns / 2)]?.toFixed(3)} ms, longest ${times.at(-1)?.toFixed(1)} ms`)
}
