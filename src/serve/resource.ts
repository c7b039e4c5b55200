import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { SiteFile } from '../model/site-file.ts'
import type { Answer } from './answer.ts'
import { type Conditions, isNotModified } from './conditional.ts'
import { securityHeaders } from './security-headers.ts'

export type Coding = 'br' | 'gzip' | 'identity'

/** What a path leads to. */
export type Resource = {
  /** The answer in this coding, at once where it is ready. */
  answer(coding: Coding, method: string, conditions: Conditions): Answer | Promise<Answer>
}

/** One published file in the forms it is served in. Bodies and headers are made once; answering only picks. */
export type FileResource = Resource & {
  readonly bytes: Buffer
  readonly modifiedAt: number
  /** The codings it was asked for in. */
  codings(): Iterable<Coding>
  /** Makes it ready in these, so that nobody has to wait for it. */
  prepare(codings: Iterable<Coding>): Promise<void>
}

type Form = { readonly etag: string; readonly full: Answer; readonly head: Answer; readonly notModified: Answer }

export type ResourceOptions = {
  readonly file: Pick<SiteFile, 'path' | 'contentType' | 'maxAgeSeconds'>
  readonly bytes: Buffer
  readonly modifiedAt: number
  /** WebSub: the resource's own public address and its hub (Link headers), where the site has one. */
  readonly links: { readonly self: string; readonly hub: string } | undefined
  /** Whether the site has pictures or fonts of the operator's. */
  readonly themed: boolean
}

// Smaller bodies grow, or fit the same packet anyway.
const WORTH_COMPRESSING = 860
const COMPRESSIBLE = /^text\/|[/+](?:xml|json)\b/
// Without a rhythm (a file read back from the folder): five minutes.
const DEFAULT_MAX_AGE = 300

const compressGzip = promisify(gzip)
const compressBrotli = promisify(brotliCompress)

/** A resource; each of its forms is made when first asked for, and kept. */
export function createResource({ file, bytes, modifiedAt, links, themed }: ResourceOptions): FileResource {
  let tag = ''
  const path = `/${file.path}`
  const compressible = bytes.length >= WORTH_COMPRESSING && COMPRESSIBLE.test(file.contentType)
  const lastModified = new Date(modifiedAt).toUTCString()
  const forms = new Map<Coding, Form>()
  const making = new Map<Coding, Promise<Form>>()

  function form(coding: Coding, body: Buffer): Form {
    if (tag === '') tag = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
    const mark = coding === 'br' ? '-br' : coding === 'gzip' ? '-gz' : ''
    const etag = `"${tag}${mark}"`
    const validators = [
      'ETag',
      etag,
      'Last-Modified',
      lastModified,
      'Cache-Control',
      `public, max-age=${file.maxAgeSeconds ?? DEFAULT_MAX_AGE}`,
      ...(compressible ? ['Vary', 'Accept-Encoding'] : []),
      ...(links === undefined ? [] : ['Link', `<${links.hub}>; rel="hub", <${links.self}>; rel="self"`]),
      ...(isForPrograms(path) ? CORS : []),
      ...securityHeaders(path, themed),
    ]
    const headers = [
      'Content-Type',
      file.contentType,
      'Content-Length',
      String(body.length),
      ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
      ...validators,
    ]
    return {
      etag,
      full: { status: 200, headers, body },
      head: { status: 200, headers, body: undefined },
      notModified: { status: 304, headers: validators, body: undefined },
    }
  }

  function keep(coding: Coding, body: Buffer): Form {
    const made = form(coding, body)
    forms.set(coding, made)
    return made
  }

  async function make(coding: Coding): Promise<Form> {
    const body = coding === 'br' ? await compressBrotli(bytes, BROTLI) : await compressGzip(bytes, { level: 6 })
    making.delete(coding)
    return keep(coding, body)
  }

  /** At once where it is ready, or is what there is anyway. */
  function formIn(coding: Coding): Form | Promise<Form> {
    const ready = forms.get(coding)
    if (ready !== undefined) return ready
    if (coding === 'identity') return keep(coding, bytes)
    const pending = making.get(coding) ?? make(coding)
    making.set(coding, pending)
    return pending
  }

  return {
    bytes,
    modifiedAt,
    codings: () => forms.keys(),
    async prepare(codings) {
      for (const coding of codings) await formIn(compressible ? coding : 'identity')
    },
    answer(wanted, method, conditions) {
      const coding = compressible ? wanted : 'identity'
      const pick = ({ full, head, notModified, etag }: Form): Answer =>
        // Nearly every client sends back just what it got.
        conditions.ifNoneMatch === etag || isNotModified(conditions, tag, modifiedAt)
          ? notModified
          : method === 'HEAD'
            ? head
            : full
      const made = formIn(coding)
      return made instanceof Promise ? made.then(pick) : pick(made)
    },
  }
}

// A middling quality: nine tenths of what the best one saves, in a twentieth of the time.
const BROTLI = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
}

const CORS: readonly string[] = [
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'ETag, Last-Modified, Link',
]

/** Feeds, lists and fragments, that other sites' scripts may read; pages and their looks are for people. */
export function isForPrograms(path: string): boolean {
  return /\.(?:xml|json|opml|txt)$|\/fragment\.html$/.test(path)
}
