import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { expect, test } from 'vitest'
import { renderTemplate, templateFaults, type View } from '../../src/publish/template.ts'
import { type ENTRY_FIELDS, TEMPLATE_RULES } from '../../src/publish/templates.ts'

/** What publishers may send, each a way out of a place in HTML. */
const HOSTILE = [
  'javascript:MARK()',
  '"><img src=x onerror=MARK()>',
  "' onclick=MARK() '",
  'img src=x onerror=MARK()',
  '/script><script>MARK()</script>',
  '--><script>MARK()</script>',
  '--!></textarea></title></style></script></iframe><script>MARK()</script>',
  'onerror=MARK() {{title}} `',
  '0;url=javascript:MARK()',
]

function viewOf(text: string, url: string): View<typeof ENTRY_FIELDS> {
  const marked = { markup: ' lang="en"' }
  return {
    anchor: 'a1',
    title: text,
    url,
    itsDirection: { markup: ' dir="ltr"' },
    itsLanguage: marked,
    source: { name: text, url },
    time: text,
    datetime: text,
    authors: text,
    summary: text,
    image: url,
    categories: [{ name: text }, { name: text }],
    rights: text,
    links: [
      { url, label: text },
      { url, label: text },
    ],
    also: { label: text, reports: [{ title: text, url, source: text, itsLanguage: marked }] },
    related: undefined,
    brief: false,
    lead: true,
    ourLanguage: undefined,
  }
}

type Node = DefaultTreeAdapterTypes.Node

/** Every element with the names of its attributes, as a browser reads the page; `scripts` as one that runs them does. */
function shapeOf(
  html: string,
  scripts: boolean,
): { readonly shape: readonly string[]; readonly live: readonly string[] } {
  const shape: string[] = []
  const live: string[] = []
  const visit = (node: Node): void => {
    if ('attrs' in node) {
      const names = node.attrs.map(({ prefix, name }) =>
        prefix === undefined || prefix === '' ? name : `${prefix}:${name}`,
      )
      shape.push(`${node.tagName} ${names.join(' ')}`)
      const runs = /^(?:script|style|base|iframe|object|embed)$/.test(node.tagName)
      const refreshes = names.includes('http-equiv')
      const loads =
        node.tagName === 'link' && node.attrs.some(({ name, value }) => name === 'rel' && /style|load/i.test(value))
      for (const [i, { value }] of node.attrs.entries()) {
        const name = names[i] ?? ''
        const isCode = /^(?:on.*|style|srcdoc|values|to|from|by|action|formaction)$/.test(name)
        if ((runs || refreshes || loads || isCode) && value.includes('MARK')) live.push(`${node.tagName} ${name}`)
        if (/^(?:href|src|cite|xlink:href)$/.test(name) && /^\W*javascript:.*MARK/i.test(value)) live.push(name)
      }
      if (/^(?:script|style)$/.test(node.tagName) && JSON.stringify(textOf(node)).includes('MARK'))
        live.push(node.tagName)
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child)
    if ('content' in node) visit(node.content)
  }
  visit(parse(html, { scriptingEnabled: scripts }))
  return { shape, live }
}

function textOf(node: DefaultTreeAdapterTypes.ParentNode): string {
  return node.childNodes.map((child) => ('value' in child ? child.value : '')).join('')
}

// Whole pieces, so that many templates pass, and broken ones, so that they try what passes.
const VALUES = ['{{title}}', '{{url}}', '{{source.name}}', '{{source.url}}', '{{itsLanguage}}', '{{image}}']
const WHOLE = [
  '<p>',
  '</p>',
  '<a href="{{url}}">',
  '<p title="{{title}}">',
  '<br>',
  ' text ',
  '<!-- note -->',
  '<title>',
  '</title>',
  '<svg>',
  '</svg>',
  '<textarea>',
  '</textarea>',
  '<select>',
  '</select>',
  '<table>',
  '<style>p { color: red }</style>',
  '<script>a < b</script>',
  '<a',
  '<p',
  '<meta',
  '<link',
  '<input',
  '<img',
  ' title="',
  " class='",
  ' href="',
  ' src="',
  '"',
  "'",
  '>',
  '</a>',
  ' hidden',
  ' rel="icon"',
  ' rel="stylesheet"',
  ' http-equiv="refresh"',
  ' content="',
]
const BROKEN = [
  '<',
  '</',
  '<!',
  '<?',
  '<!--',
  '-->',
  '--!>',
  '<!-->',
  '<!--->',
  '<![CDATA[',
  ']]>',
  '-',
  '=',
  '= ',
  ' =',
  '/',
  '\n',
  '\f',
  '\0',
  '&',
  'x',
  'script',
  '<script>',
  '</script>',
  '<style>',
  '</style>',
  '<noscript>',
  '</noscript>',
  '<iframe>',
  '<iframe src="',
  '<xmp>',
  '<plaintext>',
  '<template>',
  '<math>',
  '</"x"',
  '<! ',
  '<a"',
  '<s',
  '<base',
  '<script',
  '<object',
  '<embed',
  '<form',
  ' action="',
  ' data="',
  ' onclick="',
  ' onclick=',
  ' style="',
  ' href=',
  ' srcdoc="',
  ' xlink:href="',
  '<animate',
  ' attributename="href"',
  ' to="',
  'javascript:',
  ' rel="',
  ' http-equiv="',
]

const SECTIONS = ['url', 'lead', 'categories', 'links', 'source', 'also', 'brief']
const { template } = fc.letrec<{ piece: string; template: string }>((tie) => ({
  piece: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...WHOLE) },
    { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
    { weight: 2, arbitrary: fc.constantFrom(...BROKEN) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('#', '^'), fc.constantFrom(...SECTIONS), tie('template'))
        .map(([type, name, inner]) => `{{${type}${name}}}${inner}{{/${name}}}`),
    },
  ),
  template: fc
    .array(tie('piece'), { minLength: 1, maxLength: 6, depthIdentifier: 'template' })
    .map((pieces) => pieces.join('')),
}))

test('whatever template passes, no value makes an element, an attribute or code that a plain word would not', () => {
  const harmless = viewOf('word', 'https://e.example/word')
  let passed = 0
  fc.assert(
    fc.property(template, fc.constantFrom(...HOSTILE), fc.boolean(), (inner, text, scripts) => {
      const whole = `${inner}{{title}}`
      if (templateFaults(whole, TEMPLATE_RULES.entry).length > 0) return
      passed += 1
      const expected = shapeOf(renderTemplate(whole, harmless).markup, scripts)
      const { shape, live } = shapeOf(renderTemplate(whole, viewOf(text, `https://e.example/${text}`)).markup, scripts)
      expect(shape).toEqual(expected.shape)
      expect(live).toEqual([])
    }),
    { numRuns: 6_000 },
  )
  expect(passed).toBeGreaterThan(300)
})
