import { afterEach, beforeEach, expect, test } from 'vitest'
import { newsroom, type TestNewsroom } from './newsroom.ts'
import { type Publisher, startPublisher } from './publisher.ts'

let publisher: Publisher
let room: TestNewsroom

beforeEach(async () => {
  publisher = await startPublisher()
  room = newsroom()
})
afterEach(async () => {
  await publisher.close()
  room.remove()
})

const texts = [
  'Presiden mengatakan bahwa beberapa dokumen politik penting akan ditandatangani di ibu kota pada hari Senin.',
  'Pemerintah akan mengumumkan bantuan baru untuk para petani yang sawahnya terendam banjir pekan lalu.',
  'Warga desa di lereng gunung diminta tetap waspada karena hujan deras masih akan turun sampai besok.',
  'Nelayan meminta waktu lebih lama sebelum peraturan yang baru itu mulai berlaku di seluruh pantai.',
]

function feed(language: string): string {
  const items = texts.map((text, n) => `<item><guid>${n}</guid><title>${text}</title><link>/${n}</link></item>`)
  return `<rss version="2.0"><channel><title>Kabar</title><language>${language}</language>${items.join('')}</channel></rss>`
}

test('a source whose texts are plainly in another language than it says has a warning in its status until it agrees', async () => {
  room.configure({
    'site.yaml': `title: Kabar\nurl: https://news.example.org/\nallowPrivate: ["${publisher.host}"]\n`,
    'world.yaml': `title: World\nsources:\n  - ${publisher.url}/feed\n`,
  })
  const status = async () => JSON.parse((await room.warta('status', '--json')).stdout)
  publisher.set('/feed', { type: 'application/rss+xml', body: feed('en') })
  await room.warta('run', '--now', '2024-07-01T09:00:00Z')
  expect(await status()).toMatchObject({ state: 'ok', warnings: ['language en, texts in id'] })
  expect((await room.warta('status')).stdout).toContain('language en, texts in id')
  // The same document again: what was said of it still holds.
  await room.warta('run', '--now', '2024-07-01T12:00:00Z')
  expect(await status()).toMatchObject({ warnings: ['language en, texts in id'] })
  publisher.set('/feed', { type: 'application/rss+xml', body: feed('id') })
  await room.warta('run', '--now', '2024-07-01T18:00:00Z')
  expect(await status()).not.toHaveProperty('warnings')
})
