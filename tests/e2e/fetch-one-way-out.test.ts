import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '../../src')

/** The only module that may dial; where others need the network, they are handed its client. */
const WAY_OUT = 'fetch/client.ts'

/** The demo's subscriber plays somebody else's feed reader, and reads with rss-parser's own client over the loopback. */
const NOT_WARTA = 'demo/subscriber.ts'

/** Modules that can open an outgoing connection. */
const DIALLING_MODULES: readonly RegExp[] = [
  /from 'undici'/,
  /from 'node:(?:https|http2|tls|dgram)'/,
  /\bimport\(\s*['"](?:undici|node:(?:http|https|http2|net|tls|dgram))['"]/,
  /import \{[^}]*\b(?:get|request|ClientRequest|connect|createConnection|Socket)\b[^}]*\} from 'node:(?:http|net)'/,
  /\b(?:spawn|exec|execFile|execSync|spawnSync)\s*\([^)]*\b(?:curl|wget)\b/,
]

/** Calls that open one. */
const DIALLING_CALLS: readonly RegExp[] = [
  /(?<![\w|])fetch\s*\(/,
  /\b(?:http|https)\.(?:get|request)\s*\(/,
  /\bnet\.(?:connect|createConnection)\s*\(/,
  /\bnew (?:net\.)?(?:Socket|WebSocket|EventSource)\s*\(/,
  /\bparseURL\s*\(/,
]

function dialsIn(source: string): readonly RegExp[] {
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
    .replace(/^import type .*$/gm, '')
  const withoutStrings = code.replace(/`[^`]*`|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
  return [
    ...DIALLING_MODULES.filter((dial) => dial.test(code)),
    ...DIALLING_CALLS.filter((dial) => dial.test(withoutStrings)),
  ]
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
)

describe('S6: one way out', () => {
  test('no module but the client opens a connection', () => {
    const others = files.filter((name) => name !== WAY_OUT && name !== NOT_WARTA)
    expect(others.length).toBeGreaterThan(10)
    const dialling = others.filter((name) => dialsIn(readFileSync(join(SRC, name), 'utf8')).length > 0)
    expect(dialling.map((name) => relative('.', name))).toEqual([])
  })

  test('the client is seen to open them, so the test can see', () => {
    expect(dialsIn(readFileSync(join(SRC, WAY_OUT), 'utf8')).length).toBeGreaterThan(1)
  })

  test.each([
    "await fetch('https://example.org')",
    "import { request } from 'undici'",
    "import https from 'node:https'",
    "import { createServer, request } from 'node:http'",
    "http.get('http://example.org')",
    "const { connect } = await import('node:net')",
    'net.connect(80)',
    "import { connect } from 'node:net'",
    'new WebSocket(url)',
    "spawn('curl', [url])",
  ])('%s would be found', (code) => {
    expect(dialsIn(code)).not.toEqual([])
  })

  test.each([
    'const fetchDocument = prefetch(x)',
    '// fetch(url) is what we never do',
    "import type { request } from 'undici'",
  ])('%s is no connection', (code) => {
    expect(dialsIn(code)).toEqual([])
  })
})
