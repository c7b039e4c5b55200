import { hash } from 'node:crypto'

/**
 * A number from 0 up to 1 that is always the same for the same text: spreads sources that would be due at one moment,
 * the same way on every machine and after every restart.
 */
export function stableJitter(text: string): number {
  return Number.parseInt(hash('sha1', text, 'hex').slice(0, 8), 16) / 2 ** 32
}
