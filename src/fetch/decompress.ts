import { pipeline } from 'node:stream/promises'
import type { Transform } from 'node:stream'
import {
  brotliDecompressSync,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib'

/** Why a body could not be had: its coding is broken or unknown, or it is over the limit, as sent or decoded. */
export class BodyError extends Error {
  override readonly name = 'BodyError'
  readonly code: 'encoding' | 'too-large'

  constructor(code: 'encoding' | 'too-large', message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

type Coding = 'gzip' | 'br' | 'zstd' | 'deflate'

/** Two codings on top of each other exist; more than three is an attack or a broken chain of proxies. */
const MOST_LAYERS = 3
/** Decoded on the spot when no larger than this as sent; it is what nearly every feed is, and needs no streams. */
const SMALL_WIRE_BYTES = 128 * 1024
const SMALL_DECODED_BYTES = 1024 * 1024
/** Each chunk is a trip to the thread pool. */
const CHUNK_BYTES = 64 * 1024
const LEAST_CHUNK_BYTES = 4 * 1024
/** RFC 9659: a zstd content coding needs no window above 8 MB. */
const ZSTD_PARAMS = { [constants.ZSTD_d_windowLogMax]: 23 }

/**
 * The codings of a `Content-Encoding` header, in the order they were applied; `identity` and empty members left out.
 * Throws BodyError `encoding` for one that is unknown (its bytes would otherwise reach the parser), or for too many.
 */
export function readCodings(header: string | undefined): readonly Coding[] {
  const names = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  const codings = names.filter((name) => name !== '' && name !== 'identity').map(knownCoding)
  if (codings.length > MOST_LAYERS) throw new BodyError('encoding', `${codings.length} content codings`)
  return codings
}

function knownCoding(name: string): Coding {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return 'gzip'
    case 'br':
    case 'zstd':
    case 'deflate':
      return name
    default:
      throw new BodyError('encoding', `unknown content coding ${name.replace(/[^\w-]/g, '?').slice(0, 40)}`)
  }
}

/**
 * Reads a body whole and decodes it. No more than `maxBytes` are taken from the wire, kept decoded, or passed from one
 * layer to the next. Throws BodyError, or whatever the wire throws. With `beginning` a body that is longer once decoded is
 * cut there, and its rest is not read.
 */
export async function readBody(
  wire: AsyncIterable<Uint8Array>,
  codings: readonly Coding[],
  maxBytes: number,
  beginning = false,
): Promise<Uint8Array> {
  if (beginning && codings.length === 0) return concat(await collect(cut(wire, maxBytes)))
  const capped = cap(wire, maxBytes, 'as sent')
  // A layer hands over what reaches beyond the limit: there it is cut, before the layer's own limit.
  if (beginning) return concat(await collect(cut(decoded(capped, codings, maxBytes + CHUNK_BYTES), maxBytes)))
  if (codings.length === 0) return concat(await collect(capped))
  const head: Uint8Array[] = []
  let size = 0
  const chunks = capped[Symbol.asyncIterator]()
  for (;;) {
    const next = await chunks.next()
    if (next.done) return decodeSmall(concat(head), codings, maxBytes)
    head.push(next.value)
    size += next.value.length
    if (size > SMALL_WIRE_BYTES) break
  }
  return decodeStream(resume(head, chunks), codings, maxBytes)
}

async function decodeSmall(wire: Uint8Array, codings: readonly Coding[], maxBytes: number): Promise<Uint8Array> {
  const most = Math.min(maxBytes, SMALL_DECODED_BYTES)
  let body = wire
  try {
    for (const coding of codings.toReversed()) body = decodeSync(body, coding, most)
    return body
  } catch (error) {
    // What grows beyond a megabyte is decoded in the thread pool, so that a bomb costs the other sources nothing.
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return decodeStream([wire], codings, maxBytes)
    throw asBodyError(error)
  }
}

function decodeSync(bytes: Uint8Array, coding: Coding, maxOutputLength: number): Uint8Array {
  switch (coding) {
    case 'gzip':
      return gunzipSync(bytes, { maxOutputLength, chunkSize: chunkFor(bytes) })
    case 'br':
      return brotliDecompressSync(bytes, { maxOutputLength, chunkSize: CHUNK_BYTES })
    case 'zstd':
      return zstdDecompressSync(bytes, { maxOutputLength, params: ZSTD_PARAMS })
    case 'deflate':
      return looksLikeZlib(bytes) ? inflateSync(bytes, { maxOutputLength }) : inflateRawSync(bytes, { maxOutputLength })
  }
}

/** Room for what it is decoded, where that is little: RFC 1952 section 2.3.1 has the length of the last member at the end. */
function chunkFor(gzip: Uint8Array): number {
  if (gzip.length < 4) return CHUNK_BYTES
  const length = new DataView(gzip.buffer, gzip.byteOffset, gzip.length).getUint32(gzip.length - 4, true)
  // With some to spare, so that it is seen to have ended; and never so little that many turns are taken.
  return Math.min(CHUNK_BYTES, Math.max(LEAST_CHUNK_BYTES, length + 64))
}

async function decodeStream(
  wire: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  codings: readonly Coding[],
  maxBytes: number,
): Promise<Uint8Array> {
  return concat(await collect(cap(decoded(wire, codings, maxBytes), maxBytes, 'decoded')))
}

function decoded(
  wire: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  codings: readonly Coding[],
  maxBytes: number,
): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  let source = wire
  for (const coding of codings.toReversed()) source = decodeLayer(source, coding, maxBytes)
  return source
}

/** Each layer is capped, not only the last: what an inner one swallows without a byte of output costs time too. */
async function* decodeLayer(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  coding: Coding,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const [first, rest] = coding === 'deflate' ? await peek(source) : [undefined, source]
  const decoder = createDecoder(coding, first)
  let wireError: unknown
  const watched = watch(rest, (error) => {
    wireError = error
  })
  // The failure of the pipeline reaches us through the decoder, which it destroys.
  const fed = pipeline(watched, decoder).then(
    () => undefined,
    (error: unknown) => error,
  )
  try {
    yield* cap(decoder, maxBytes, 'decoded')
  } catch (error) {
    throw wireError ?? asBodyError(error)
  } finally {
    decoder.destroy()
    await fed
  }
}

async function* watch(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  failed: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* source
  } catch (error) {
    failed(error)
    throw error
  }
}

function createDecoder(coding: Coding, first: Uint8Array | undefined): Transform {
  switch (coding) {
    case 'gzip':
      return createGunzip({ chunkSize: CHUNK_BYTES })
    case 'br':
      return createBrotliDecompress({ chunkSize: CHUNK_BYTES })
    case 'zstd':
      return createZstdDecompress({ chunkSize: CHUNK_BYTES, params: ZSTD_PARAMS })
    case 'deflate':
      return first !== undefined && looksLikeZlib(first)
        ? createInflate({ chunkSize: CHUNK_BYTES })
        : createInflateRaw({ chunkSize: CHUNK_BYTES })
  }
}

/** `deflate` means zlib (RFC 9110 section 8.4.1.2), and some servers send the bare stream. A zlib header is told by its check bits. */
function looksLikeZlib(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes
  return (method & 15) === 8 && (method * 256 + flags) % 31 === 0
}

async function peek(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<[Uint8Array | undefined, AsyncIterable<Uint8Array>]> {
  const chunks = generate(source)
  const first = await chunks.next()
  return first.done ? [undefined, chunks] : [first.value, resume([first.value], chunks)]
}

async function* generate(source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* source
}

async function* resume(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* head
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* cap(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  maxBytes: number,
  what: string,
): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size > maxBytes) throw new BodyError('too-large', `over ${maxBytes} bytes ${what}`)
    yield chunk
  }
}

async function* cut(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let left = maxBytes
  for await (const chunk of source) {
    yield chunk.subarray(0, left)
    left -= chunk.length
    if (left <= 0) return
  }
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return chunks
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)
}

/** What zlib says of bad bytes becomes ours; anything else passes. */
function asBodyError(error: unknown): unknown {
  if (error instanceof BodyError) return error
  const code = codeOf(error)
  if (code === 'ERR_BUFFER_TOO_LARGE') return new BodyError('too-large', 'over the limit decoded', { cause: error })
  return new BodyError('encoding', `broken content coding (${code ?? 'no reason given'})`, { cause: error })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
