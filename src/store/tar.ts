import { StoreError } from '../errors.ts'

/** The little of POSIX ustar that a backup needs: regular files of less than 8 GB, names of at most 100 bytes. */
const BLOCK = 512
const LONGEST_NAME = 100
/** tar fills its last record up, 10 KB if not told otherwise. */
const MOST_PADDING = 1 << 20
const OCTAL_SIZE = /^[0-7]{11}$/

function header(name: string, bytes: number, modifiedAt: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, digits: number): string => `${Math.trunc(value).toString(8).padStart(digits, '0')}\0`
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new RangeError(`${name} is too long for a tar header`)
  block.write(name, 0)
  block.write(octal(0o600, 7), 100)
  block.write(octal(0, 7), 108)
  block.write(octal(0, 7), 116)
  block.write(octal(bytes, 11), 124)
  block.write(octal(Math.max(0, modifiedAt / 1000), 11), 136)
  block.write('        ', 148)
  block.write('0', 156)
  block.write('ustar\x0000', 257, 'latin1')
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  )
  return block
}

/** A file to pack; `pieces` add up to `bytes`. */
export type PackedFile = {
  readonly name: string
  readonly bytes: number
  readonly pieces: AsyncIterable<Buffer> | Iterable<Buffer>
}

/** The archive of these files, piece by piece. */
export async function* packTar(
  files: AsyncIterable<PackedFile> | Iterable<PackedFile>,
  at: number,
): AsyncGenerator<Buffer> {
  for await (const { name, bytes, pieces } of files) {
    yield header(name, bytes, at)
    let written = 0
    for await (const piece of pieces) {
      written += piece.length
      yield piece
    }
    if (written !== bytes) throw new StoreError(`${name} has ${written} bytes where ${bytes} were expected`)
    yield Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK)
  }
  yield Buffer.alloc(BLOCK * 2)
}

/** A file met in an archive; its pieces must be read before the next file is asked for. */
export type UnpackedFile = { readonly name: string; readonly bytes: number; readonly pieces: AsyncGenerator<Buffer> }

/** The files of an archive in order. Throws StoreError where it is none, is cut short, or holds anything but files. */
export async function* unpackTar(input: AsyncIterable<Buffer>): AsyncGenerator<UnpackedFile> {
  const source = new Blocks(input)
  for (;;) {
    const head = await source.take(BLOCK)
    if (head === undefined) throw new StoreError('the backup is cut short')
    if (head.every((byte) => byte === 0)) break
    const { name, bytes } = readHeader(head)
    let left = bytes
    const pieces = async function* (): AsyncGenerator<Buffer> {
      while (left > 0) {
        const piece = await source.upTo(left)
        if (piece === undefined) throw new StoreError('the backup is cut short')
        left -= piece.length
        yield piece
      }
    }
    const all = pieces()
    yield { name, bytes, pieces: all }
    for await (const _ of all) {
      // What the caller did not read is passed over.
    }
    await source.take((BLOCK - (bytes % BLOCK)) % BLOCK)
  }
  // Read to the end, so that the compression's checksum is verified.
  for (let left = MOST_PADDING; ; ) {
    const piece = await source.upTo(left)
    if (piece === undefined) return
    left -= piece.length
    if (left === 0) throw new StoreError('the backup goes on behind its end')
  }
}

function readHeader(head: Buffer): { readonly name: string; readonly bytes: number } {
  const text = (from: number, length: number): string =>
    head.toString('utf8', from, from + length).split('\0', 1)[0] ?? ''
  const sum = Number.parseInt(text(148, 8), 8)
  const blank = Buffer.from(head)
  blank.fill(' ', 148, 156)
  if (blank.reduce((total, byte) => total + byte, 0) !== sum) throw new StoreError('this is not a backup of Warta')
  const size = text(124, 12)
  if (text(156, 1) !== '0' || !OCTAL_SIZE.test(size))
    throw new StoreError('the backup holds something that is not a file')
  return { name: text(0, LONGEST_NAME), bytes: Number.parseInt(size, 8) }
}

class Blocks {
  readonly #input: AsyncIterator<Buffer>
  #buffer: Buffer = Buffer.alloc(0)

  constructor(input: AsyncIterable<Buffer>) {
    this.#input = input[Symbol.asyncIterator]()
  }

  /** What is there, at most so many bytes; undefined at the end. */
  async upTo(bytes: number): Promise<Buffer | undefined> {
    while (this.#buffer.length === 0) {
      const next = await this.#input.next()
      if (next.done === true) return undefined
      this.#buffer = next.value
    }
    const piece = this.#buffer.subarray(0, bytes)
    this.#buffer = this.#buffer.subarray(piece.length)
    return piece
  }

  /** Exactly so many bytes; undefined where they are not there. */
  async take(bytes: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = []
    for (let left = bytes; left > 0; ) {
      const piece = await this.upTo(left)
      if (piece === undefined) return undefined
      pieces.push(piece)
      left -= piece.length
    }
    return Buffer.concat(pieces)
  }
}
