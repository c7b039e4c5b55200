/**
 * Titles that a machine wrote about itself: error pages, bot walls, sign-in walls and the error items that feed
 * generators put into feeds. Whole titles only: news about errors is news.
 */
const code = '(?:40[0-9]|41[0-9]|42[0-9]|451|50[0-9]|52[0-9])'
const phrase =
  '(?:error|unauthorized|payment required|forbidden|not found|method not allowed|not acceptable|request timeout|conflict|gone|too many requests|unavailable for legal reasons|internal server error|not implemented|bad gateway|service(?: temporarily)? unavailable|gateway time-?out)'
const machineTitles = [
  new RegExp(`^(?:error|http|http error|status)[\\s:#]*${code}(?:\\s*[-–:|]?\\s*${phrase})?[.!]?$`, 'i'),
  new RegExp(`^${code}\\s*[-–:|]?\\s*${phrase}[.!]?$`, 'i'),
  /^(forbidden|access denied|unauthorized|page not found|not found|internal server error|bad gateway|service( temporarily)? unavailable|gateway time-?out|too many requests)[.!]?$/i,
  /^just a moment\s*(\.{3}|…)$/i,
  /^attention required!?\s*(\||[-–])\s*cloudflare$/i,
  /^(checking your browser|one more step|please wait|verifying you are human|are you a robot\?|robot check|security check|ddos-guard)[\s.…]*$/i,
  /^(please )?enable (javascript|cookies)( to continue)?[.!]?$/i,
  /^(bridge|feed|rss|parser?|parse|fetch(ing)?|timeout|connection|database|fatal|uncaught|undefined) ?(returned )?(an )?(error|exception)\b[^a-z]*\d*$/i,
  /^error establishing a database connection$/i,
  /^(fatal error|warning|notice|parse error): .+ in \/.+ on line \d+$/i,
  /^(index of \/|apache2 .* default page|welcome to nginx!?|it works!?|domain (for sale|parked|default page))/i,
]

/** All of them as one: every title is asked. */
const machineTitle = new RegExp(machineTitles.map(({ source }) => source).join('|'), 'i')

/** Whether a title is a machine's own: such an entry is never published. */
export function isMachineText(title: string): boolean {
  if (title.length > 120) return false
  return machineTitle.test(title.trim())
}
