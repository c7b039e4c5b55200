import type { TemplateName } from '../model/theme.ts'
import type { Fields, TemplateRules } from './template.ts'

/**
 * Our own templates, and what each may name. An operator's files of the same names stand in their place;
 * `docs/theme.md` shows them all.
 */

const WORDS = {
  skip: 'text',
  sections: 'text',
  updated: 'text',
  empty: 'text',
  older: 'text',
  newer: 'text',
  credit: 'text',
  home: 'text',
  about: 'text',
} as const satisfies Fields

export const PAGE_FIELDS = {
  title: 'text',
  description: 'text',
  language: 'text',
  direction: 'text',
  /** From this page to the site's root: `../`. */
  root: 'url',
  home: 'url',
  site: 'text',
  front: 'flag',
  head: 'markup',
  content: 'markup',
  menu: [{ title: 'text', url: 'url', current: 'flag', itsLanguage: 'attributes' }],
  words: WORDS,
  ourLanguage: 'attributes',
} as const satisfies Fields

export const ENTRY_FIELDS = {
  anchor: 'text',
  title: 'text',
  url: 'url',
  itsDirection: 'attributes',
  itsLanguage: 'attributes',
  source: { name: 'text', url: 'url' },
  time: 'text',
  datetime: 'text',
  authors: 'text',
  summary: 'text',
  image: 'url',
  categories: [{ name: 'text' }],
  rights: 'text',
  /** What can be heard or seen, and where it is talked about. */
  links: [{ url: 'url', label: 'text' }],
  also: { label: 'text', reports: [{ title: 'text', url: 'url', source: 'text', itsLanguage: 'attributes' }] },
  /** Of the same event, and what the publisher names. */
  related: { label: 'text', reports: [{ title: 'text', url: 'url' }] },
  /** The far end of a long edition: a headline, its source and time. */
  brief: 'flag',
  /** The newest of its section on the front page. */
  lead: 'flag',
  ourLanguage: 'attributes',
} as const satisfies Fields

export const SECTION_FIELDS = {
  slug: 'text',
  title: 'text',
  description: 'text',
  count: 'text',
  updated: 'text',
  datetime: 'text',
  /** Absent on the first page. */
  number: 'text',
  days: [{ title: 'text', entries: 'markup' }],
  newer: 'url',
  older: 'url',
  subscribe: 'markup',
  words: WORDS,
  ourLanguage: 'attributes',
} as const satisfies Fields

export const FRONT_FIELDS = {
  title: 'text',
  sections: [
    {
      slug: 'text',
      title: 'text',
      description: 'text',
      url: 'url',
      language: 'text',
      direction: 'text',
      entries: [ENTRY_FIELDS],
      empty: 'flag',
      more: 'text',
    },
  ],
  subscribe: 'markup',
  words: WORDS,
  ourLanguage: 'attributes',
} as const satisfies Fields

export const TEMPLATE_RULES: Readonly<Record<TemplateName, TemplateRules>> = {
  page: { fields: PAGE_FIELDS, includes: ['header', 'footer'], required: ['head', 'content'] },
  header: { fields: PAGE_FIELDS, includes: [], required: [] },
  footer: { fields: PAGE_FIELDS, includes: [], required: [] },
  section: { fields: SECTION_FIELDS, includes: [], required: ['days', 'entries', 'older'] },
  front: { fields: FRONT_FIELDS, includes: [], required: ['sections'] },
  entry: { fields: ENTRY_FIELDS, includes: [], required: ['title'] },
}

export const TEMPLATES: Readonly<Record<TemplateName, string>> = {
  page: `<!doctype html>
<html lang="{{language}}" dir="{{direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}}</title>
<meta name="description" content="{{description}}">
{{head}}</head>
<body>
<a class="skip" href="#news"{{ourLanguage}}>{{words.skip}}</a>
{{> header}}
<div class="columns">
{{content}}</div>
{{> footer}}
</body>
</html>
`,
  header: `<header class="site">
{{#front}}
<h1 class="brand"><a href="{{home}}" dir="auto">{{site}}</a></h1>
{{/front}}
{{^front}}
<p class="brand"><a href="{{home}}" dir="auto">{{site}}</a></p>
{{/front}}
<nav aria-label="{{words.sections}}">
<ul>
{{#menu}}
<li><a href="{{url}}"{{#current}} aria-current="page"{{/current}}{{itsLanguage}}>{{title}}</a></li>
{{/menu}}
</ul>
</nav>
</header>
`,
  footer: `<footer{{ourLanguage}}>
<p>{{words.credit}}</p>
<p><a href="{{home}}">{{words.home}}</a> · <a href="{{root}}about/">{{words.about}}</a> · <a href="{{root}}feeds.opml">OPML</a></p>
</footer>
`,
  section: `<main id="news">
<header class="lead">
<h1 dir="auto">{{title}}</h1>
{{#description}}
<p class="about" dir="auto">{{description}}</p>
{{/description}}
<p class="meta"><bdi{{ourLanguage}}>{{count}}</bdi> · <bdi{{ourLanguage}}>{{words.updated}}</bdi> <time dir="auto" datetime="{{datetime}}">{{updated}}</time></p>
{{#number}}
<p class="meta"{{ourLanguage}}>{{number}}</p>
{{/number}}
</header>
{{#days}}
<section class="day">
<h2>{{title}}</h2>
{{entries}}</section>
{{/days}}
{{^days}}
<p class="empty"{{ourLanguage}}>{{words.empty}}</p>
{{/days}}
{{#newer}}
<p class="turn"{{ourLanguage}}><a href="{{newer}}" rel="prev">{{words.newer}}</a></p>
{{/newer}}
{{#older}}
<p class="turn"{{ourLanguage}}><a href="{{older}}" rel="next">{{words.older}}</a></p>
{{/older}}
</main>
{{subscribe}}`,
  front: `<main id="news">
<div class="fronts">
{{#sections}}
<section class="front" lang="{{language}}" dir="{{direction}}" aria-labelledby="s-{{slug}}">
<h2 id="s-{{slug}}"><a href="{{url}}">{{title}}</a></h2>
<ol>
{{#entries}}
<li{{#lead}} class="first"{{/lead}}{{itsDirection}}>
{{#image}}<img class="u-photo" src="{{image}}" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" width="160" height="107">
{{/image}}<h3 dir="auto"{{itsLanguage}}>{{#url}}<a href="{{url}}" rel="external">{{title}}</a>{{/url}}{{^url}}{{title}}{{/url}}</h3>
{{#summary}}
<p class="p-summary" dir="auto"{{itsLanguage}}>{{summary}}</p>
{{/summary}}
<p class="meta"><bdi class="source">{{source.name}}</bdi> · <time dir="auto" datetime="{{datetime}}">{{time}}</time></p>
</li>
{{/entries}}
</ol>
{{#empty}}
<p class="empty">{{words.empty}}</p>
{{/empty}}
<p class="more"><a href="{{url}}">{{more}}</a></p>
</section>
{{/sections}}
{{^sections}}
<p class="empty">{{words.empty}}</p>
{{/sections}}
</div>
</main>
{{subscribe}}`,
  entry: `{{#brief}}
<article id="{{anchor}}"{{itsDirection}}>
<h3 dir="auto"{{itsLanguage}}>{{#url}}<a href="{{url}}">{{title}}</a>{{/url}}{{^url}}{{title}}{{/url}}</h3>
<p class="meta"><bdi class="source">{{source.name}}</bdi> · <time dir="auto" datetime="{{datetime}}">{{time}}</time></p>
{{/brief}}
{{^brief}}
<article class="h-entry" id="{{anchor}}"{{itsDirection}}>
{{#image}}
<img class="u-photo" src="{{image}}" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" width="160" height="107">
{{/image}}
<h3 class="p-name" dir="auto"{{itsLanguage}}>{{#url}}<a class="u-url" rel="external" href="{{url}}">{{title}}</a>{{/url}}{{^url}}{{title}}{{/url}}</h3>
<p class="meta">{{#source.url}}<a class="source" href="{{source.url}}" rel="external"><bdi>{{source.name}}</bdi></a>{{/source.url}}{{^source.url}}<bdi class="source">{{source.name}}</bdi>{{/source.url}} · <time class="dt-published" dir="auto" datetime="{{datetime}}">{{time}}</time>{{#authors}} · <span class="p-author" dir="auto">{{authors}}</span>{{/authors}}</p>
{{#summary}}
<p class="p-summary" dir="auto"{{itsLanguage}}>{{summary}}</p>
{{/summary}}
{{#links}}
<a class="link" href="{{url}}" rel="external">{{label}}</a>
{{/links}}
{{/brief}}
{{#also}}
<details class="also"><summary><span{{ourLanguage}}>{{label}}</span></summary>
<ul>
{{#reports}}
<li{{itsLanguage}}><a href="{{url}}" rel="external" dir="auto">{{title}}</a> — <bdi>{{source}}</bdi></li>
{{/reports}}
</ul></details>
{{/also}}
{{#related}}
<details class="also"><summary><span{{ourLanguage}}>{{label}}</span></summary>
<ul>
{{#reports}}
<li><a href="{{url}}" rel="external" dir="auto">{{title}}</a></li>
{{/reports}}
</ul></details>
{{/related}}
</article>
`,
}
