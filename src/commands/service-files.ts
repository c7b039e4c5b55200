import path from 'node:path'

/** How Warta is started on this machine: absolute paths, unquoted. */
export type Invocation = {
  readonly node: string
  readonly cli: string
  /** The folder it is started in. */
  readonly folder: string
  readonly feeds: string
  readonly data: string
  readonly user: string
  /** Options that come before the command. */
  readonly options: readonly string[]
}

/**
 * For a process that stays for weeks. The allocator of glibc (mallopt(3)) keeps what Node frees in an arena a thread, and
 * after the first large block it gives back nothing below twice that size: what is resident grows for days though what
 * lives does not. It reads this when a process begins, so only who starts Warta can say it.
 */
export const serviceEnvironment = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' } as const

/** For a POSIX shell. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/**
 * A line for `crontab -e`: `run` asks only whom it is due to ask, so it may start often. To cron an unescaped % is the
 * end of the line (crontab(5)).
 */
export function crontabLine({ folder, node, cli, options }: Invocation): string {
  const command = `cd ${shellWord(folder)} && ${[node, cli, ...options, 'run'].map(shellWord).join(' ')}`
  return `*/5 * * * * ${command.replaceAll('%', '\\%')}`
}

/** One of several words in a unit (systemd.syntax(7), "Quoting"). */
function unitWord(text: string): string {
  const plain = unitPath(text)
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** A word of a command line in a unit, where `$` begins a variable (systemd.service(5), "Command lines"). */
function commandWord(text: string): string {
  return unitWord(text).replaceAll('$', '$$$$')
}

/** A path that is a whole value: `%` begins a specifier (systemd.unit(5)). */
function unitPath(text: string): string {
  return text.replaceAll('%', '%%')
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file)
  return relative === '' || !(relative.startsWith('..') || path.isAbsolute(relative))
}

/**
 * A unit for systemd: restarted after a crash, not after a wrong configuration (exit 2); may write to its data folder
 * and nothing else. `MemoryDenyWriteExecute` is left out: V8 makes machine code as it runs.
 */
export function systemdUnit(invocation: Invocation): string {
  const { node, cli, folder, data, user, options } = invocation
  // A private /tmp would hide what lies there.
  const usesTmp = [node, cli, folder, data].some((file) => ['/tmp', '/var/tmp'].some((tmp) => isInside(file, tmp)))
  return `[Unit]
Description=Warta news desk
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
User=${user}
WorkingDirectory=${unitPath(folder)}
Environment=${Object.entries(serviceEnvironment)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}
ExecStart=${[node, cli, ...options, 'serve'].map(commandWord).join(' ')}
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RestartSec=10
RestartPreventExitStatus=2
TimeoutStopSec=20
ReadWritePaths=${unitWord(data)}
ProtectSystem=strict
ProtectHome=read-only
${usesTmp ? '' : 'PrivateTmp=yes\n'}PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
LockPersonality=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=multi-user.target`
}
