import { Command, InvalidArgumentError } from 'commander'
import { clockFrom, systemClock } from '../clock.ts'
import { version } from '../version.ts'
import type { CommonOptions, Context, ExitCode, Io } from './context.ts'

type Options = CommonOptions & { readonly now?: number }
type Action = (context: Context) => Promise<ExitCode>

/** Reads `--now`: an ISO 8601 instant with its zone. */
function instant(text: string): number {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new InvalidArgumentError('expected an instant such as 2026-11-23T08:00:00Z.')
  return at
}

/**
 * The command line: every command with its own options, loaded only when it is called.
 * @param finish is told the exit code of the command that ran
 */
export function commandLine(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('warta')
  const runs = (command: Command, action: Action) => async () => {
    const { now, ...options } = command.optsWithGlobals<Options>()
    finish(await action({ io, options, clock: now === undefined ? systemClock : clockFrom(now) }))
  }
  const add = (name: string, description: string, configure: (command: Command) => Action) => {
    const command = program.command(name).description(description)
    command.action(runs(command, configure(command)))
  }

  program
    .description('An unattended news desk: polls feeds and pages by section, publishes curated feeds.')
    .version(version)
    .option('--feeds <dir>', 'the folder with your sections', 'feeds')
    .option('--data <dir>', "Warta's own folder", 'data')
    .option('--json', 'one line of JSON for each event', false)
    .option('--quiet', 'say nothing but errors', false)
    .option('--verbose', 'say everything', false)
    .option('--now <instant>', 'decide as if it were that instant', instant)
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('(warta --help shows what there is)')

  add('init', 'write a first configuration here', (command) => {
    command.option('--url <url>', 'where the site will be published')
    return async (context) => (await import('./init.ts')).init(command.opts(), context)
  })
  add('run', 'one cycle: poll what is due, publish what changed, exit', (command) => {
    command.option('--source <id>', 'poll this source now, politely')
    return async (context) => (await import('./run.ts')).run(command.opts(), context)
  })
  add('serve', 'run unattended: schedule and HTTP server', (command) => {
    command.option('--listen <address>', 'where to answer', '127.0.0.1:8080')
    return async (context) => (await import('./serve.ts')).serve(command.opts(), context)
  })
  add('check', 'read the configuration and say what is wrong or risky', () => async (context) => {
    const { check } = await import('./check.ts')
    return check(context)
  })
  add('parse', 'show what Warta makes of documents', (command) => {
    command
      .argument('[documents...]', 'files, URLs, or - for standard input')
      .option('--base <url>', 'the address relative links are resolved against')
      .option('--content-type <type>', 'as the server sent it')
      .option('--batch', 'read jobs from standard input, one JSON object a line', false)
      .option('--page', 'the document is a page: an article or, with selectors, a list of entries')
      .option('--item <selector>', 'of a list: each entry')
      .option('--title <selector>', 'in an entry of a list')
      .option('--link <selector>', 'in an entry of a list')
      .option('--summary <selector>', 'in an entry of a list')
      .option('--image <selector>', 'in an entry of a list')
      .option('--date <selector>', 'in an entry of a list, or of the article')
      .option('--author <selector>', 'in an entry of a list, or of the article')
      .option('--body <selector>', 'of the article')
      .option('--drop <selectors...>', 'what is not part of the article')
    return async (context) => {
      const { parse, readParseArgs } = await import('./parse.ts')
      return parse(readParseArgs(command.args, command.opts()), context)
    }
  })
  add('add', 'find the feed behind an address, and write it into a section', (command) => {
    command
      .argument('<url>', 'a feed, a site or a page')
      .option('--section <slug>', 'the section, made where it is missing')
      .option('--dry-run', 'show what would be written', false)
    return async (context) => {
      const { add: addSource } = await import('./add.ts')
      return addSource({ ...command.opts(), url: command.args[0] ?? '' }, context)
    }
  })
  add('import', 'a section for each folder of an OPML list', (command) => {
    command
      .argument('<file>', 'the list')
      .option('--section <slug>', 'add all of it to this section')
      .option('--dry-run', 'show what would be written', false)
      .option('--no-ask', 'do not ask each source whether it answers')
    return async (context) => {
      const { importOpml } = await import('./import.ts')
      return importOpml({ ...command.opts(), file: command.args[0] ?? '' }, context)
    }
  })
  add('export', 'the configured sources as an OPML list', () => async (context) => {
    const { exportList } = await import('./export.ts')
    return exportList(context)
  })
  add('status', 'each source: state, last success, next poll and why then', (command) => {
    command.option('--section <slug>', 'only of this section').option('--state <state>', 'only in this state')
    return async (context) => (await import('./status.ts')).status(command.opts(), context)
  })
  add('why', 'the whole story of an entry: whence it came, and why it is published or not', (command) => {
    command.argument('<subject>', 'its published id, its address, its guid or its key')
    return async (context) => (await import('./why.ts')).why(command.args[0] ?? '', context)
  })
  for (const [name, description] of [
    ['pin', 'keep an entry in the edition'],
    ['hide', 'do not show an entry'],
    ['retract', 'take an entry back, from archives and subscribers too'],
  ] as const) {
    add(name, description, (command) => {
      command
        .argument(
          name === 'retract' ? '[subject]' : '<subject>',
          'its published id, for the story; its address, for one entry',
        )
        .option('--section <slug>', 'only in this section')
        .option('--until <instant>', 'and not for good', instant)
        .option('--undo', 'take that back', false)
      if (name === 'retract') command.option('--source <id>', 'all of a source')
      return async (context) => {
        const { decide } = await import('./hand.ts')
        return decide(name, { ...command.opts(), subject: command.args[0] }, context)
      }
    })
  }
  add('split', 'what was folded is not one piece', (command) => {
    command.argument('<subject>', 'the published id of the story, or the address of the entry to part from it')
    return async (context) => (await import('./correct.ts')).split(command.args[0] ?? '', context)
  })
  add('join', 'these are one piece', (command) => {
    command.argument('<subjects...>', 'published ids or addresses, two or more')
    return async (context) => (await import('./correct.ts')).join(command.args, context)
  })
  add('backup', 'the whole store in one file, also while Warta runs', (command) => {
    command.argument('<file>', 'the file to write')
    return async (context) => (await import('./backup.ts')).backup({ file: command.args[0] ?? '' }, context)
  })
  add('restore', 'a store from a backup, in a data folder that holds none', (command) => {
    command.argument('<file>', 'the file that backup wrote')
    return async (context) => (await import('./restore.ts')).restore({ file: command.args[0] ?? '' }, context)
  })
  add('demo', 'a newsroom on the loopback; needs no network', (command) => {
    command.option('--once', 'end after the first edition', false).option('--listen <address>', 'where to answer')
    return async (context) => (await import('./demo.ts')).demo(command.opts(), context)
  })
  return program
}
