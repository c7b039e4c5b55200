import { randomBytes } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../errors.ts'
import type { Context, ExitCode } from './context.ts'
import { crontabLine, type Invocation, systemdUnit } from './service-files.ts'

/** What may be known already when the first configuration is written. */
export type InitOptions = {
  /** Where the site will be published. */
  readonly url?: string
}

/** A tag URI (RFC 4151) nobody else can have: of the site's own name, else of a random one that no name can be. */
function makeIdBase(url: string | undefined, year: number): string {
  const name = url === undefined ? `${randomBytes(6).toString('hex')}.warta.invalid` : new URL(url).hostname
  return `tag:${name},${year}:`
}

function siteFile(idBase: string, url: string | undefined): string {
  return `# The site as a whole. Everything here is optional; docs/configuration.md explains every key.

# The beginning of every published id. Leave it as it is once something was published: new ids would come to
# every subscriber as new entries.
idBase: ${JSON.stringify(idBase)}

title: My news
language: en                          # of the site; a section may have its own

# Where the site can be reached, as subscribers see it. Published feeds name this address.
${url === undefined ? '#url: https://news.example.org/' : `url: ${JSON.stringify(url)}`}

# Goes into the User-Agent, so that publishers know whom to write to: a mail address or a URL.
#contact: editor@example.org

#timezone: Asia/Jakarta               # how pages show dates; UTC unless given
#retention: 30d                       # how long an entry is kept

# The pages' looks: a logo, colours, a header of your own go into a folder theme beside this file; docs/theme.md shows how.

# Who is told of what is published: readers through a WebSub hub, your own programs by webhooks; docs/webhooks.md.
#hub: https://hub.example.org/
#notify: [{ url: https://cms.example.org/hook, secret: "\${HOOK}" }]

# For every source; a section may have its own defaults, a source its own values: the nearest wins.
#defaults:
#  every: 30m                         # how often to ask at most (15m or more)
#  publish: excerpt                   # title, excerpt or full
#  excerpt: 300                       # characters, ended at a sentence
#  credit: "Source: {source}"         # the last line of every entry; off
#  images: none                       # none or link
`
}

const sectionFile = `# One file is one section; its name (world) is the section's address: world/rss.xml.
title: World
#description: World news in several languages
#language: en

limit: 60                             # entries in the published feed
#perDay: 100                          # at most so many new entries a day; off
#maxAge: 7d                           # what is older when first seen is not news; off

sources:
  - https://feeds.bbci.co.uk/news/world/rss.xml           # the address of a feed is enough
  - url: https://www.theguardian.com/world/rss
    name: The Guardian                # instead of the feed's own title
    limit: 15                         # at most so many of its entries
  - url: https://www.aljazeera.com/xml/rss/all.xml
    id: aljazeera                     # its name in commands; survives a change of the URL
    #rank: 1                          # 1 is preferred to 2: whose copy leads when several carry the same piece

# In order; the first drop or keep that matches decides. Words are whole words in any case, * is an ending.
#rules:
#  - drop: { title: [horoscope, "lotter*"] }
#  - keep: { source: [aljazeera] }
#  - only: { language: [en, id] }
`

type Written = { readonly written: readonly string[]; readonly kept: readonly string[] }

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Writes each file that is not there; one that is stays as it is, whatever it is. */
async function writeMissing(files: Readonly<Record<string, string>>): Promise<Written> {
  const written: string[] = []
  const kept: string[] = []
  for (const [file, text] of Object.entries(files)) {
    try {
      await writeFile(file, text, { flag: 'wx', mode: 0o644, flush: true })
      written.push(file)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw new UsageError(`${file} cannot be written`, { cause: error })
      kept.push(file)
    }
  }
  return { written, kept }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 })
  } catch (error) {
    throw new UsageError(`${folder} cannot be made a folder`, { cause: error })
  }
}

/** How this very process was started, for those that will start the next. */
function invocation({ options }: Context): Invocation {
  const here = fileURLToPath(import.meta.url)
  return {
    node: process.execPath,
    cli: path.join(path.dirname(here), '..', `cli${path.extname(here)}`),
    folder: process.cwd(),
    feeds: options.feeds,
    data: path.resolve(options.data),
    user: userInfo().username,
    options: [
      ...(options.feeds === 'feeds' ? [] : ['--feeds', path.resolve(options.feeds)]),
      ...(options.data === 'data' ? [] : ['--data', path.resolve(options.data)]),
    ],
  }
}

/**
 * Writes a first configuration, explained by comments: `site.yaml` and, where there is no section yet, `world.yaml`.
 * Never changes a file that is there. Prints what cron and systemd need to run Warta unattended.
 */
export async function init({ url }: InitOptions, context: Context): Promise<ExitCode> {
  const { io, options, clock } = context
  const site = url === undefined ? undefined : URL.parse(url)
  if (site === null || (site !== undefined && !/^https?:$/.test(site.protocol))) {
    throw new UsageError(`--url: expected an http or https URL, found ${JSON.stringify(url)}`)
  }
  await makeFolder(options.feeds)
  await makeFolder(options.data)
  const hasSection = (await readdir(options.feeds)).some(
    (name) => /\.(ya?ml|opml)$/i.test(name) && !/^site\.ya?ml$/i.test(name),
  )
  const year = new Date(clock.now()).getUTCFullYear()
  const { written, kept } = await writeMissing({
    [path.join(options.feeds, 'site.yaml')]: siteFile(makeIdBase(site?.href, year), site?.href),
    ...(hasSection ? {} : { [path.join(options.feeds, 'world.yaml')]: sectionFile }),
  })
  const start = invocation(context)
  const crontab = crontabLine(start)
  const unit = systemdUnit(start)
  if (options.json) {
    io.stdout(`${JSON.stringify({ event: 'init', written, kept, crontab, unit })}\n`)
  } else if (!options.quiet) {
    const lines = [
      ...written.map((file) => `Wrote ${file}`),
      ...kept.map((file) => `${file} is there already and stays as it is`),
      ...(hasSection ? [`${options.feeds} has sections already: none was added`] : []),
      '',
      'Next: warta check, then warta run.',
      '',
      'To run from cron (crontab -e):',
      '',
      crontab,
      '',
      'Or as a service (/etc/systemd/system/warta.service, then systemctl enable --now warta):',
      '',
      unit,
    ]
    io.stdout(`${lines.join('\n')}\n`)
  }
  return 0
}
