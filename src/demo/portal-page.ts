import type { Instant } from '../model/instant.ts'
import { articleUrl, frontPage, type PublishedPiece, type Publisher } from './publisher.ts'
import { escapeHtml } from './publisher-feed.ts'

const days = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu']
const months = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ')
const wibMinutes = 7 * 60

/** As portals of Indonesia write it, seconds and minutes without a leading nought: `Senin, 1 Juli 2024 15:53:5 WIB`. */
export function wibDate(at: Instant): string {
  const date = new Date(at + wibMinutes * 60_000)
  const time = `${date.getUTCHours()}:${date.getUTCMinutes()}:${date.getUTCSeconds()}`
  return `${days[date.getUTCDay()]}, ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} WIB`
}

/** The portal's listing: cards without classes that mean anything, a clock, links to elsewhere. It has no feed. */
export function listingPage(portal: Publisher, now: Instant): string {
  const cards = frontPage(portal)
    .map(
      (
        published,
      ) => `<div class="item"><a href="${pathOf(portal, published)}"><img src="/upload/${published.slug}.jpg" alt="banner"></a>
<a href="${pathOf(portal, published)}">${escapeHtml(published.piece.headline)}</a> <span>${escapeHtml(published.piece.category)}</span>
<div>${wibDate(published.at)}</div><p>${escapeHtml(published.piece.summary)}</p></div>`,
    )
    .join('\n')
  // The clock in the header moves by itself, as such clocks do: it is no entry's date. By the hour, so that 304 has a chance.
  const today = wibDate(now - (now % 3_600_000))
  return page(
    portal,
    'International',
    `<div class="topbar">${today}</div><h2>International</h2>${cards}
<div class="sidebar"><h3>Terpopuler</h3><ul><li><a href="/jadwal">Jadwal siaran hari ini di semua gelombang</a></li><li><a href="/frekuensi">Daftar frekuensi pemancar di setiap pulau</a></li></ul></div>`,
  )
}

/** An article of the portal, with the banner, the comments and the other news around it that are none of it. */
export function articlePage(portal: Publisher, published: PublishedPiece): string {
  const { piece, at } = published
  const others = portal.published
    .filter((other) => other !== published)
    .slice(0, 6)
    .map(
      (other) =>
        `<div class="item"><a href="${pathOf(portal, other)}">${escapeHtml(other.piece.headline)}</a> <span>${escapeHtml(other.piece.category)}</span><div>${wibDate(other.at)}</div></div>`,
    )
    .join('')
  return page(
    portal,
    piece.headline,
    `<div class="row"><div class="col-md-8"><div class="date">${wibDate(at)}</div><h1>${escapeHtml(piece.headline)}</h1>
<a href="/kategori/international">International</a><div class="author">${escapeHtml(piece.author)}</div>
<img src="/upload/iklan.jpg" alt="banner">
${piece.paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
<h4>Komentar</h4><form></form></div>
<div class="col-md-4"><h3>Berita Lainnya</h3>${others}</div></div>`,
  )
}

function page(portal: Publisher, title: string, body: string): string {
  return `<!doctype html><html lang="id"><head><meta charset="utf-8"><title>${escapeHtml(title)} - ${escapeHtml(portal.name)}</title></head>
<body><nav><a href="/">Home</a><a href="/kategori/international">International</a></nav><div class="container">${body}</div>
<footer>${escapeHtml(portal.name)} 98,4 FM</footer></body></html>
`
}

function pathOf(portal: Publisher, published: PublishedPiece): string {
  return new URL(articleUrl(portal, published)).pathname
}
