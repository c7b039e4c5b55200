import { describe, expect, test } from 'vitest'
import { type Fields, renderTemplate, templateFaults } from './template.ts'
import { TEMPLATE_RULES, TEMPLATES } from './templates.ts'

const fields = {
  title: 'text',
  url: 'url',
  body: 'markup',
  lang: 'attributes',
  current: 'flag',
  source: { name: 'text', url: 'url' },
  items: [{ label: 'text' }],
} as const satisfies Fields

function faults(text: string, required: readonly string[] = []): readonly string[] {
  return templateFaults(text, { fields, includes: ['part'], required }).map(
    ({ offset, expected, found }) => `${offset}: ${expected} | ${found}`,
  )
}

describe('our own templates', () => {
  test.each(Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[])('%s has no faults', (name) => {
    expect(templateFaults(TEMPLATES[name], TEMPLATE_RULES[name])).toEqual([])
  })
})

describe('a template', () => {
  test('of thousands of sections inside one another has a fault, and takes no time', () => {
    expect(faults(`${'{{#items}}'.repeat(5_000)}${'{{/items}}'.repeat(5_000)}`)).not.toEqual([])
  })

  test.each([
    ['a text in an element', '<p>{{title}} &amp; {{source.name}}</p>'],
    ['a text in a quoted attribute', '<p class="a" title="{{title}}" lang=\'{{title}}\'>'],
    ['a section of an object, and names from around it', '{{#source}}<b>{{name}} {{title}}</b>{{/source}}'],
    ['a list', '<ul>{{#items}}<li>{{label}}{{/items}}{{^items}}none{{/items}}</ul>'],
    ['attributes that come and go', '<a{{#current}} aria-current="page"{{/current}}{{lang}} href="{{url}}">x</a>'],
    ['an address with more behind it', '<a href="{{url}}#top">x</a><img src=\'{{source.url}}theme/a.svg\'>'],
    ['parts of an attribute', '<p class="a {{#current}}b{{/current}} c">x</p>'],
    ['a comment of its own', '{{! not shown }}<!-- shown -->{{title}}'],
    ['an include', '<div>\n{{> part}}\n</div>'],
    ['words that look like tags', '<p>1 < 2 > 0</p>{{title}}'],
    ['a script with nothing of others in it', '<script>if (a < b) c("{")</script>{{title}}'],
    ['a drawing with its name', '<svg viewBox="0 0 9 9"><title>{{title}}</title><path d="M0 0h9"/></svg>'],
    ['a text in the page’s title', '<title>{{#current}}{{title}} – {{/current}}{{source.name}}</title>'],
    ['a link for a picture of ours', '<link rel="icon" href="{{url}}theme/icon.svg">'],
    ['an attribute that comes and goes behind a space', '<p {{#current}}class="a"{{/current}} hidden>{{title}}</p>'],
    ['one of two addresses', '<a href="{{#current}}{{url}}{{/current}}{{^current}}{{source.url}}{{/current}}">x</a>'],
    ['a description', '<!DOCTYPE html><meta name="description" content="{{title}}">'],
    ['an escaped less-than sign', '&lt;{{title}}>'],
    ['an attribute with a greater-than sign', '<p title="a > b" class="{{title}}">x</p>'],
  ])('may hold %s', (_, text) => {
    expect(faults(text)).toEqual([])
  })

  test.each([
    [
      'sections without end',
      `${'{{#source}}'.repeat(9)}${'{{/source}}'.repeat(9)}`,
      '88: at most 8 sections inside one another | {{#source}}',
    ],
    ['an unknown name', '<p>{{titel}}</p>', '3: a name that is known here | "titel"'],
    ['a name of an object outside of it', '{{name}}', '0: a name that is known here | "name"'],
    ['a name every object has', '{{constructor}}', '0: a name that is known here | "constructor"'],
    ['a deeper one', '{{source.__proto__}}', '0: a name that is known here | "source.__proto__"'],
    ['a text as it is', '<p>{{{title}}}</p>', '3: {{title}} | unescaped output of title'],
    ['the same by &', '{{&title}}', '0: {{title}} | unescaped output of title'],
    ['a text without quotes', '<p title={{title}}>', '9: quotes around it | {{title}} inside the attribute title'],
    ['a text as an attribute', '<p {{title}}>', '3: quotes around it | {{title}} inside a tag <p>'],
    [
      'a text as an address',
      '<a href="{{title}}">',
      '9: an address of ours, first in the attribute | {{title}} inside the attribute href',
    ],
    [
      'an address behind a scheme',
      '<a href="javascript:{{url}}">',
      '20: an address of ours, first in the attribute | {{url}} inside the attribute href',
    ],
    ['a handler', '<p onclick="a(\'{{title}}\')">', '15: a fixed value | {{title}} inside the attribute onclick'],
    ['a style', '<p style="color: {{title}}">', '17: a fixed value | {{title}} inside the attribute style'],
    [
      'a text in a script',
      '<script>a = "{{title}}"</script>',
      '13: names in the HTML itself | {{title}} inside <script>',
    ],
    ['a text in a stylesheet', '<style>{{title}}</style>', '7: names in the HTML itself | {{title}} inside <style>'],
    ['a text in a comment', '<!-- {{title}} -->', '5: names in the HTML itself | {{title}} inside a comment'],
    ['markup in an attribute', '<p title="{{body}}">', '10: a text | {{body}} inside the attribute title'],
    ['attributes outside of a tag', '<p>{{lang}}</p>', '3: {{lang}} inside a tag | it outside of any'],
    ['a list as a text', '{{items}}', '0: {{#items}} … {{/items}} | {{items}}, which is not a text'],
    ['a flag as a text', '{{current}}', '0: {{#current}} … {{/current}} | {{current}}, which is a flag'],
    ['another include', '{{> other}}', '0: {{> part}} | {{> other}}'],
    ['other delimiters', '{{=<% %>=}}', '0: the delimiters {{ and }} | other ones'],
    [
      'a quote that a section opens',
      '<p {{#current}}title="{{/current}}{{title}}">',
      '3: {{/current}} in the same place of the HTML as {{#current}} | it inside the attribute title',
    ],
    ['a value behind <', '<p>a <{{title}}>', '5: a whole tag or comment | "<"'],
    ['a value behind </', '</{{title}}>', '0: a whole tag or comment | "</"'],
    ['a value behind <!', '<!{{title}}>', '0: a whole tag or comment | "<!"'],
    ['a value behind <?', '<?{{title}}>', '0: a whole tag or comment | "<?"'],
    ['a < before a section', '<{{#source}}{{name}}{{/source}}', '0: a whole tag or comment | "<"'],
    [
      'a tag’s name that a section goes on',
      '<s{{#current}}cript{{/current}}>',
      '14: attributes of <s>, with spaces between them | "cript"',
    ],
    ['a name that lists glue', '<p {{#items}}on{{/items}}>', '13: attributes of <p>, with spaces between them | "on"'],
    [
      'a comment that is none',
      '<!--><script>a</script>{{title}}',
      '0: a whole tag or comment | "<!--><script>a</scri"',
    ],
    ['another such', '<!---><b>{{title}}', '0: a whole tag or comment | "<!---><b>"'],
    ['a comment that a section ends', '<!--{{#current}}>{{/current}}-->', '0: a whole tag or comment | "<!--"'],
    ['a comment with another end', '<!-- a --!> b -->', '7: a comment without -- | "--!> b -->"'],
    ['an end tag that is none', '</"x">{{title}}', '0: a whole tag or comment | "</\\"x\\">"'],
    ['a declaration that is none', '<! a>{{title}}', '0: a whole tag or comment | "<! a>"'],
    ['a script in a page’s title', '<title><script></title>', '7: no tags inside <title> | "<script></title>"'],
    ['an element that is read by other rules', '<noscript>{{title}}', '0: no <noscript> | "<noscript>"'],
    ['an attribute without its quote', '<p a"b>', '3: attributes of <p>, with spaces between them | "a\\"b>"'],
    [
      'a value that ends in a section',
      '<p a=x{{#current}}y{{/current}}>',
      '18: attributes of <p>, with spaces between them | "y"',
    ],
    [
      'a page that leads elsewhere',
      '<meta content="{{title}}" http-equiv="refresh">',
      '0: fixed values in a <meta> with http-equiv | one in content',
    ],
    [
      'a script from elsewhere',
      '<script src="{{url}}"></script>',
      '13: a fixed value | {{url}} inside the attribute src',
    ],
    ['another base', '<base href="{{url}}">', '12: a fixed value | {{url}} inside the attribute href'],
    ['a frame', '<iframe src="{{url}}"></iframe>', '13: a fixed value | {{url}} inside the attribute src'],
    ['an object', '<object data="{{url}}"></object>', '14: a fixed value | {{url}} inside the attribute data'],
    ['a plugin', '<embed src="{{url}}">', '12: a fixed value | {{url}} inside the attribute src'],
    [
      'a form that sends elsewhere',
      '<form action="{{url}}">',
      '14: a fixed value | {{url}} inside the attribute action',
    ],
    [
      'a stylesheet from elsewhere',
      '<link href="{{url}}" rel="stylesheet">',
      '0: fixed values in a <link> that is not for one of icon, shortcut, apple-touch-icon, canonical, alternate, author, license, help, search, next, prev, home, me, bookmark | rel="stylesheet"',
    ],
    [
      'an address behind words of a section',
      '<a href="{{#items}}javascript:{{/items}}{{url}}">',
      '40: an address of ours, first in the attribute | {{url}} inside the attribute href',
    ],
    ['a section without end', '<p>{{#items}}x</p>', '18: a mustache template | unclosed section "items"'],
    ['an end without section', 'a{{/items}}', '1: a mustache template | unopened section "items"'],
    ['a tag without end', '<p>{{title</p>', '14: a mustache template | unclosed tag'],
    ['HTML without end', '<p title="', '10: the end of what was begun | the end inside the attribute title'],
  ])('may not hold %s', (_, text, fault) => {
    expect(faults(text)).toContain(fault)
  })

  test('must hold what makes it a page', () => {
    expect(faults('<p>', ['title', 'body'])).toEqual([
      '0: {{title}} somewhere | a template without it',
      '0: {{body}} somewhere | a template without it',
    ])
  })

  test('shows texts as texts, our markup as markup, and nothing of what is missing', () => {
    const text = '<p{{lang}} title="{{title}}">{{title}}{{body}}{{#source}}{{name}}{{/source}}{{url}}</p>'
    const { markup } = renderTemplate<typeof fields>(text, {
      title: `<b>"A" & 'B'`,
      url: undefined,
      body: { markup: '<i>x</i>' },
      lang: { markup: ' lang="ar"' },
      current: false,
      source: undefined,
      items: [],
    })
    expect(markup).toBe(
      '<p lang="ar" title="&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;">&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;<i>x</i></p>',
    )
  })
})
