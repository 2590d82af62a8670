import { numberInText } from '../filter/values'
import { naturalOrder } from './natural-order'

/** The different texts of a column, each with a code, how often it is in use, and its rank in natural order. */
export class Dictionary {
  readonly texts: string[] = []
  /** How many different texts are in use. */
  distinct = 0
  /** How many of the texts in use stand for no finite number. */
  private words = 0
  private readonly codes = new Map<string, number>()
  private readonly uses: number[] = []
  private readonly numbers: (number | null)[] = []
  private ranks: Float64Array | null = null

  /** The code of a text, which is in use once more. */
  take(text: string): number {
    let code = this.codes.get(text)
    if (code === undefined) {
      code = this.texts.length
      this.codes.set(text, code)
      this.texts.push(text)
      this.uses.push(0)
      this.numbers.push(numberInText(text))
    }
    if (this.uses[code]!++ === 0) {
      this.distinct++
      if (this.numbers[code] === null) this.words++
    }
    return code
  }

  /** A row has this text no longer. */
  release(code: number): void {
    if (--this.uses[code]! > 0) return
    this.distinct--
    if (this.numbers[code] === null) this.words--
  }

  /** Whether every text in use stands for a finite number; false where nothing is in use. */
  get isNumeric(): boolean {
    return this.distinct > 0 && this.words === 0
  }

  /** The number that a text stands for; null where it stands for none. */
  numberOf(code: number): number | null {
    return this.numbers[code] ?? null
  }

  /** Smallest and largest number that the texts in use stand for; null where one of them stands for none. O(texts). */
  range(): { min: number; max: number } | null {
    if (!this.isNumeric) return null
    let min = Number.POSITIVE_INFINITY
    let max = Number.NEGATIVE_INFINITY
    for (const [code, number] of this.numbers.entries()) {
      if (number === null || this.uses[code] === 0) continue
      if (number < min) min = number
      if (number > max) max = number
    }
    return { min, max }
  }

  /** Rank of each code in natural order (`run 2` before `run 10`). Made anew where texts came. */
  naturalRanks(): Float64Array {
    if (this.ranks?.length === this.texts.length) return this.ranks
    const ranks = new Float64Array(this.texts.length)
    for (const [rank, code] of naturalOrder(this.texts).entries()) ranks[code] = rank
    this.ranks = ranks
    return ranks
  }
}
