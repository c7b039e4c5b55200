import { createHash } from 'node:crypto'
import type { SiteContext } from './site-context.ts'

/**
 * The look of all pages. One file, so that a strict Content-Security-Policy (`style-src 'self'`) holds.
 * The fonts are the reader's own: names of the Noto family follow for scripts that a system font may lack.
 */
const STYLESHEET = `:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1d1c1a; --quiet: #5d5a53; --line: #dcd8cf; --accent: #9b1c1f; --link: #1c3f6e; --tint: #f2efe8;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Cambria, "Noto Serif", "Noto Naskh Arabic", "Noto Serif Hebrew", "Noto Serif CJK SC", "Songti SC", "Noto Serif Thai", "Noto Serif Devanagari", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Noto Sans Thai", "Noto Sans Devanagari", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #161615; --ink: #ecebe6; --quiet: #a9a69d; --line: #383733; --accent: #f08a80; --link: #a3c3ef; --tint: #20201e; }
}
* { box-sizing: border-box; }
html { font: 100%/1.5 var(--sans); background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 72rem; padding: 0 1.25rem 3rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
h1, h2, h3, p, ul, ol { margin: 0; padding: 0; }
ul, ol { list-style: none; }
.skip { position: absolute; inset-inline-start: 1rem; top: .5rem; padding: .5rem 1rem; background: var(--paper); z-index: 1; clip-path: inset(50%); }
.skip:focus { clip-path: none; }
.site { border-bottom: 1px solid var(--line); padding: 1.25rem 0 0; }
.site::before { content: ""; display: block; width: 3rem; border-top: 4px solid var(--accent); margin-bottom: .75rem; }
.brand { font: 700 1.5rem/1.2 var(--serif); letter-spacing: -.005em; }
h1.brand { font-size: clamp(1.75rem, 5vw, 2.5rem); }
.brand a { color: inherit; text-decoration: none; }
.site nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-top: .6rem; }
.site nav a { display: block; padding: .4rem 0 .55rem; color: var(--quiet); text-decoration: none; border-bottom: 3px solid transparent; margin-bottom: -1px; }
.site nav a:hover { color: var(--ink); }
.site nav a[aria-current] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
.lead { padding: 1.75rem 0 .5rem; }
.lead h1 { font: 700 clamp(1.75rem, 5vw, 2.5rem)/1.15 var(--serif); letter-spacing: -.01em; overflow-wrap: anywhere; }
.about { color: var(--quiet); font-size: 1.0625rem; margin-top: .35rem; max-width: 42rem; }
.meta { color: var(--quiet); font-size: .875rem; margin-top: .3rem; }
.meta a { color: inherit; text-decoration: none; }
.meta a:hover { text-decoration: underline; }
.meta .source { font-weight: 600; }
.link { display: inline-block; margin: .3rem 1rem 0 0; color: var(--quiet); font-size: .875rem; }
.turn { margin-top: 1.5rem; }
.turn a { display: block; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: 3px; text-align: center; text-decoration: none; font-weight: 600; }
.turn a:hover { background: var(--tint); }
.empty { color: var(--quiet); padding: 1.5rem 0; }
.day > h2 { font: 600 .8125rem/1.4 var(--sans); color: var(--accent); border-top: 1px solid var(--line); padding-top: .9rem; margin-top: 1.5rem; }
.day > h2::first-letter { text-transform: uppercase; }
article { padding: 1rem 0; border-bottom: 1px solid var(--line); overflow: hidden; }
.day article:last-child { border-bottom: 0; }
article:not([class]) { padding: .7rem 0; }
article:not([class]) h3 { font-size: 1.0625rem; }
article:target { background: var(--tint); box-shadow: 0 0 0 .75rem var(--tint); }
h3 { font: 600 1.1875rem/1.35 var(--serif); overflow-wrap: anywhere; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; text-decoration-thickness: 1px; }
h3 a:visited { color: var(--quiet); }
.p-summary { margin-top: .45rem; max-width: 42rem; overflow-wrap: anywhere; }
.u-photo { float: inline-end; width: 10rem; height: auto; aspect-ratio: 3/2; object-fit: cover; margin-inline-start: 1.25rem; margin-bottom: .5rem; border-radius: 3px; background: var(--tint); }
:lang(ar), :lang(fa), :lang(ur), :lang(ps), :lang(ckb) { line-height: 1.75; }
:lang(zh), :lang(ja), :lang(ko), :lang(th) { line-height: 1.65; }
h3:lang(ar), h3:lang(fa), h3:lang(ur) { font-size: 1.3125rem; line-height: 1.6; }
.also { margin-top: .5rem; font-size: .875rem; }
.also summary { color: var(--quiet); cursor: pointer; width: fit-content; padding: .1rem 0; }
.also li { margin: .35rem 0; padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); overflow-wrap: anywhere; }
summary { cursor: pointer; }
.own { margin-top: 1.5rem; }
.own > summary { font: 700 1.0625rem/1.3 var(--serif); }
.own h3 { font: 600 .875rem/1.4 var(--sans); margin-top: .9rem; }
.embed { padding: .75rem 1rem 1rem; max-width: none; }
.embed h1 { font: 700 1.0625rem/1.3 var(--serif); border-bottom: 2px solid var(--accent); padding-bottom: .35rem; }
.embed h1 a { color: inherit; text-decoration: none; }
.embed li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.embed h2 { font: 600 1rem/1.35 var(--serif); }
.embed h2 a { color: inherit; text-decoration: none; }
aside { margin-top: 2.5rem; padding: 1.25rem; background: var(--tint); border-radius: 4px; font-size: .9375rem; }
aside h2 { font: 700 1.0625rem/1.3 var(--serif); margin-bottom: .4rem; }
aside h2:not(:first-child) { margin-top: 1.5rem; }
.formats li { margin-top: .8rem; }
.formats a { font-weight: 600; }
.hint { color: var(--quiet); }
code, pre { font: .8125rem/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, "Noto Sans Mono", monospace; }
.formats code { display: block; overflow-wrap: anywhere; color: var(--quiet); user-select: all; }
pre { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 3px; padding: .6rem; margin: .4rem 0; white-space: pre; }
.fronts { display: grid; gap: 2rem 2.5rem; margin-top: 1.75rem; }
.front:first-child { border-top: 0; padding-top: 0; }
.front { border-top: 1px solid var(--line); padding-top: .9rem; }
.front > h2 { font: 700 1.25rem/1.3 var(--serif); }
.front > h2 a { color: var(--accent); text-decoration: none; }
.front li { padding: .7rem 0; border-bottom: 1px solid var(--line); overflow: hidden; }
.front h3 { font-size: 1.0625rem; }
.front .first h3 { font-size: 1.375rem; line-height: 1.25; }
.front .first .u-photo { float: none; display: block; width: 100%; max-height: 14rem; margin: 0 0 .7rem; }
.front .p-summary { font-size: .9375rem; }
.more { margin-top: .7rem; font-size: .9375rem; }
.prose h2 { font: 700 1.25rem/1.3 var(--serif); margin: 2rem 0 .5rem; }
.prose > p { max-width: 42rem; margin-top: .6rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; width: 100%; }
th, td { text-align: start; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.url { overflow-wrap: anywhere; color: var(--quiet); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
footer p + p { margin-top: .35rem; }
@media (min-width: 60rem) {
  .columns:has(> aside) { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: 3.5rem; align-items: start; }
  .columns > aside { position: sticky; top: 1.5rem; margin-top: 2rem; }
  .columns:not(:has(> aside)) .day { display: grid; grid-template-columns: 1fr 1fr; column-gap: 3rem; }
  .columns:not(:has(> aside)) .day > h2 { grid-column: 1 / -1; }
  .fronts { grid-template-columns: 1fr 1fr; }
  .front:nth-child(2) { border-top: 0; padding-top: 0; }
}
@media (max-width: 30rem) {
  body { padding: 0 1rem 2rem; }
  .u-photo { width: 6.5rem; margin-inline-start: .9rem; }
  h3 { font-size: 1.125rem; }
  .site nav a { padding: .2rem 0 .35rem; font-size: .9375rem; line-height: 1.5; }
}
@media print { aside, nav, .skip { display: none; } }
`

/** The stylesheet, the operator's own rules after ours. */
export function stylesheet({ theme }: Pick<SiteContext, 'theme'>): string {
  return theme?.style === undefined ? STYLESHEET : `${STYLESHEET}${theme.style}`
}

/** Changes with the stylesheet, so that no page is shown with another version's. */
export function stylesheetDigest(context: Pick<SiteContext, 'theme'>): string {
  return createHash('sha256').update(stylesheet(context)).digest('hex').slice(0, 8)
}
