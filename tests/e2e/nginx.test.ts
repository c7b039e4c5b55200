import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeBehind } from './static-site.ts'

describeBehind({
  name: 'nginx',
  /** In place of the port with a certificate one of the loopback, and with the lines for a hub. */
  async start(example, folder, port) {
    const here = example
      .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
      .replace('root /srv/warta/data/public;', `root ${folder}/public;`)
      .replaceAll('# ~^', '~^')
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${folder}/${name};`)
      .join(' ')
    const log = join(folder, 'error.log')
    await writeFile(
      join(folder, 'nginx.conf'),
      `daemon off; master_process off; pid ${folder}/pid; error_log ${log};
events {} http { include /etc/nginx/mime.types; access_log off; ${temporary}\n${here}\n}\n`,
    )
    return spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', log], { stdio: 'inherit' })
  },
})
