/** How many dates are read in a second, by form; and what the first text of a language costs. `node bench/date.ts` */
import { parseDate } from '../src/text/date.ts'

const now = Date.UTC(2024, 6, 1)
const cases: readonly (readonly [string, string])[] = [
  ['Mon, 01 Jul 2024 15:53:15 GMT', 'en'],
  ['Mon, 01 Jul 2024 15:53:15 +0700', 'en'],
  ['2024-07-01T15:53:15Z', 'en'],
  ['2024-07-01T15:53:15.123+07:00', 'en'],
  ['Mon, 1 Jul 2024 15:53:15 EST', 'en'],
  ['2024-07-01 15:53:15', 'en'],
  ['Senin, 1 Juli 2024 15:53:15 WIB', 'id'],
  ['2024年7月1日 15:53', 'zh'],
  ['۱۱ تیر ۱۴۰۳ - ۱۵:۵۳', 'fa'],
  ['3 jam yang lalu', 'id'],
  ['1 juillet 2024 à 15h53', 'en'],
  ['Dibaca 1234 kali', 'id'],
]

function cpuMs(): number {
  return process.cpuUsage().user / 1000
}

for (const [text, language] of cases) {
  const cold = cpuMs()
  parseDate(text, { language, now, timezone: 'Asia/Jakarta' })
  const first = cpuMs() - cold
  const turns = 30_000
  for (let i = 0; i < 3000; i++) parseDate(text, { language, now, timezone: 'Asia/Jakarta' })
  const start = cpuMs()
  for (let i = 0; i < turns; i++) parseDate(text, { language, now, timezone: 'Asia/Jakarta' })
  const spent = cpuMs() - start
  console.log(`${text} (${language}): ${Math.round(turns / spent)} per ms, the first ${first.toFixed(1)} ms`)
}
