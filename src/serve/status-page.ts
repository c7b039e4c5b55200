import type { Instant } from '../model/instant.ts'
import type { Site } from '../model/section.ts'
import type { ArticlesStatus, ReceiverStatus, SectionStatus, SourceStatus, StatusReport } from '../model/status.ts'
import { html, type Markup } from '../text/markup.ts'

/** How all is going, for people. Every text in it may come from a publisher or a server's error: all is escaped. */
export function renderStatusPage(report: StatusReport, site: Pick<Site, 'title' | 'timezone'>): string {
  const when = timeIn(site.timezone)
  const troubled = report.sources.filter(({ state }) => state === 'failing' || state === 'gone').length
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${report.healthy ? 'Healthy' : 'Failing'} — ${site.title}</title>
<link rel="stylesheet" href="status.css">
</head>
<body>
<main>
<h1>${site.title}</h1>
<p class="${report.healthy ? 'good' : 'bad'}">${report.healthy ? 'All is well.' : 'Something needs a hand.'}</p>
${report.reasons.length > 0 && html`<ul>\n${report.reasons.map((reason) => html`<li>${reason}</li>\n`)}</ul>\n`}<h2>Sections</h2>
<div class="scroll" role="region" aria-label="Sections" tabindex="0"><table>
<thead><tr><th scope="col">Section</th><th scope="col">Entries</th><th scope="col">Newest change</th><th scope="col">Gate</th></tr></thead>
<tbody>
${report.sections.map((section) => sectionRow(section, when))}</tbody></table></div>
<h2>Sources</h2>
<p>${report.sources.length} sources, ${troubled} in trouble. Times are of ${site.timezone}.</p>
<div class="scroll" role="region" aria-label="Sources" tabindex="0"><table>
<thead><tr><th scope="col">Source</th><th scope="col">State</th><th scope="col">Last success</th><th scope="col">Next poll</th><th scope="col">Why then</th></tr></thead>
<tbody>
${report.sources.map((source) => sourceRow(source, when))}</tbody></table></div>
${report.receivers !== undefined && receivers(report.receivers, when)}<p class="quiet">Warta ${report.version}</p>
</main>
</body>
</html>
`.markup
}

type When = (at: Instant | undefined) => Markup

function sectionRow({ slug, title, entries, updated, gate }: SectionStatus, when: When): Markup {
  return html`<tr><th scope="row"><a href="../${slug}/"><bdi>${title}</bdi></a></th><td>${entries}</td><td>${when(updated)}</td><td>${
    gate === undefined ? 'open' : html`<span class="bad">${gate.name}</span> ${gate.detail}, since ${when(gate.since)}`
  }</td></tr>
`
}

function sourceRow(source: SourceStatus, when: When): Markup {
  const { failure, warnings = [], articles } = source
  return html`<tr><th scope="row"><bdi>${source.name}</bdi><br><span class="quiet url">${source.url}</span>${
    source.movedTo !== undefined && html`<br><span class="quiet url">moved for good to ${source.movedTo}</span>`
  }</th><td><span class="${
    source.state === 'ok' ? 'good' : source.state === 'failing' || source.state === 'gone' ? 'bad' : 'quiet'
  }">${source.state}</span>${
    failure !== undefined &&
    html`<br>${failure.code}: ${failure.message}, since ${when(failure.since)}${
      failure.advice !== undefined && html`<br>${failure.advice}`
    }`
  }${warnings.map((warning) => html`<br>${warning}`)}${articles !== undefined && articlesText(articles)}</td><td>${when(source.lastSuccess)}</td><td>${when(source.nextPoll)}</td><td>${source.why}</td></tr>
`
}

/** What became of the pages of a source's articles. */
function articlesText({ refused, refusedFor, waiting, waitingFor }: ArticlesStatus): Markup {
  const reasons = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([why, count]) => html`<br><span class="quiet">${count}: ${why}</span>`)
  return html`${refused > 0 && html`<br>full text refused: ${refused}${reasons(refusedFor)}`}${
    waiting > 0 && html`<br>full text waits: ${waiting}${reasons(waitingFor)}`
  }`
}

/** Who is told of what is published. */
function receivers(all: readonly ReceiverStatus[], when: When): Markup {
  return html`<h2>Told</h2>
<div class="scroll" role="region" aria-label="Told" tabindex="0"><table>
<thead><tr><th scope="col">Who</th><th scope="col">Waiting</th><th scope="col">Failures</th><th scope="col">Next attempt</th></tr></thead>
<tbody>
${all.map(
  (one) => html`<tr><th scope="row">${one.kind} ${one.host}</th><td>${one.waiting}${
    one.givenUp > 0 && html` <span class="bad">${one.givenUp} given up</span> ${when(one.gaveUpAt)}`
  }</td><td>${
    one.failures === 0
      ? html`<span class="good">none</span>`
      : html`<span class="bad">${one.failures}</span> ${one.problem ?? ''}, since ${when(one.since)}`
  }</td><td>${when(one.next)}</td></tr>
`,
)}</tbody></table></div>
`
}

function timeIn(timezone: string): When {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone })
  return (at) =>
    at === undefined || !Number.isFinite(at)
      ? html`—`
      : html`<time datetime="${new Date(at).toISOString()}">${format.format(at)}</time>`
}

export const STATUS_STYLE = `:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d1c1a; --quiet: #5d5a53; --line: #dcd8cf; --good: #14622f; --bad: #9b1c1f; --link: #1c3f6e; }
@media (prefers-color-scheme: dark) { :root { --paper: #161615; --ink: #ecebe6; --quiet: #a9a69d; --line: #383733; --good: #7fd09a; --bad: #f08a80; --link: #a3c3ef; } }
html { font: 100%/1.5 system-ui, "Noto Sans", sans-serif; background: var(--paper); color: var(--ink); }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1.25rem 3rem; }
a { color: var(--link); }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
.quiet { color: var(--quiet); font-weight: 400; }
.url { overflow-wrap: anywhere; font-size: .8125rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: start; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--line); }
td { overflow-wrap: anywhere; }
`
