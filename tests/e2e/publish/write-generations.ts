import { writeSite } from '../../../src/publish/write-site.ts'
import { generation } from './generation.ts'

/** Replaces one generation of a site with the next, over and over, until it is killed. `node write-generations.ts FOLDER FROM` */
const [folder = '', from = '0'] = process.argv.slice(2)
for (let n = Number(from); ; n += 1) {
  await writeSite(folder, generation(n))
  process.stdout.write(`${n}\n`)
}
