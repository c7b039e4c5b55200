import type { Word } from '../text/words.ts'
import { tellingStems } from './telling-stems.ts'

/**
 * Texts of columns begin or end alike each day (`In today's papers: …`). What they tell stands beside that.
 */

type Text = { readonly text: readonly Word[] }

type Particulars = {
  /** What both texts begin or end with, word for word. */
  readonly formula: readonly Word[]
  readonly a: readonly Word[]
  readonly b: readonly Word[]
}

/** A longer one is the piece itself, sent again with another end; a pair of characters is half a word. */
const LONGEST_FORMULA = 12
const SPACELESS_PAIR = /^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u4E00-\u9FFF]{2}$/

/** What two texts tell besides what both begin or end with. */
function particularsBeside({ text: a }: Text, { text: b }: Text): Particulars {
  const isOne = (i: number, j: number) => a[i] !== undefined && a[i]?.form === b[j]?.form
  let [from, behind] = [0, 0]
  while (isOne(from, from)) from++
  while (from + behind < Math.min(a.length, b.length) && isOne(a.length - 1 - behind, b.length - 1 - behind)) behind++
  return {
    formula: [...a.slice(0, from), ...a.slice(a.length - behind)],
    a: a.slice(from, a.length - behind),
    b: b.slice(from, b.length - behind),
  }
}

/**
 * What two texts begin or end with, where they tell of two things: besides that, and what their titles say, they have next to
 * nothing in common. Undefined where they do not, one has no text, or they differ in figures alone.
 * @param most how much of what the shorter one tells may stand in the other: two things have a word in common now and then
 */
export function formulaOfTwo(a: Text, b: Text, ofTitles: readonly Word[], most: number): readonly Word[] | undefined {
  const { formula, a: restA, b: restB } = particularsBeside(a, b)
  const length = formula.reduce((sum, { form }) => sum + (SPACELESS_PAIR.test(form) ? 0.5 : 1), 0)
  if (length > LONGEST_FORMULA) return undefined
  const said = tellingStems([...ofTitles, ...formula])
  const [ofA, ofB] = [particulars(restA, said), particulars(restB, said)]
  const common = new Map([...ofA].filter(([stem]) => ofB.has(stem)))
  const areTwo = tellsInWords(restA) && tellsInWords(restB) && total(common) <= most * Math.min(total(ofA), total(ofB))
  return areTwo && ofA.size > 0 && ofB.size > 0 ? formula : undefined
}

type Stems = ReadonlyMap<number, number>

function particulars(words: readonly Word[], said: Stems): Stems {
  return new Map([...tellingStems(words.filter((word) => !isSmall(word)))].filter(([stem]) => !said.has(stem)))
}

/** Goals and places in a table are the same in any two of them. */
function isSmall({ form, isNumber }: Word): boolean {
  return isNumber && form.length === 1
}

function tellsInWords(words: readonly Word[]): boolean {
  return tellingStems(words.filter(({ isNumber }) => !isNumber)).size > 0
}

function total(stems: Stems): number {
  return [...stems.values()].reduce((sum, weight) => sum + weight, 0)
}
