import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeBehind } from './static-site.ts'

describeBehind({
  name: 'caddy',
  /** In place of the name with a certificate a port of the loopback. */
  async start(example, folder, port) {
    const here = example
      .replace('news.example.org {', `http://127.0.0.1:${port} {`)
      .replace('root * /srv/warta/data/public', `root * ${folder}/public`)
    const global = '{\n  admin off\n  auto_https off\n  log {\n    level ERROR\n  }\n}\n'
    await writeFile(join(folder, 'Caddyfile'), `${global}${here}`)
    return spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], {
      stdio: 'inherit',
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    })
  },
})
