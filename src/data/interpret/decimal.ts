import { POWERS_OF_TEN } from '../csv/cells'

/** Dekker's splitter for 53-bit doubles: a product is then exact as the sum of two. */
const SPLITTER = 2 ** 27 + 1

/** What `a * b` lost to rounding, given its rounded product (Dekker 1971, doi:10.1007/BF01397083). */
function productError(a: number, b: number, product: number): number {
  const ca = SPLITTER * a
  const ah = ca - (ca - a)
  const al = a - ah
  const cb = SPLITTER * b
  const bh = cb - (cb - b)
  const bl = b - bh
  return al * bl - (product - ah * bh - al * bh - ah * bl)
}

/**
 * The double nearest to a decimal of 16 to 30 digits, as Python and R print them; NaN where this
 * method cannot decide (`Number()` can, four times slower).
 *
 * The digits become an exact-to-2⁻¹⁰⁴ pair of doubles, divided by the exact power of ten with a
 * remainder; the quotient's rounding is certain unless its tail lies within 2⁻⁹⁸ of a tie (Ziv's test).
 *
 * @param bytes the digits are in [start, end): without sign, with at most one decimal mark, perhaps
 *   followed by an exponent, which is ignored: it is part of `exponent`
 * @param exponent power of ten of the last digit, −22 to −1
 */
export function nearestDouble(bytes: Uint8Array, start: number, end: number, exponent: number): number {
  let high = 0
  let low = 0
  let digits = 0
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! ^ 48
    if (digit > 9) {
      if ((bytes[i]! | 32) === 101) break
      continue
    }
    if (digits < 15) {
      high = high * 10 + digit
      // Leading zeros are no digits.
      if (high > 0) digits++
    } else {
      low = low * 10 + digit
      digits++
    }
  }
  if (digits < 16 || digits > 30 || exponent > -1 || exponent < -22) return Number.NaN
  const shift = POWERS_OF_TEN[digits - 15]!
  const shifted = high * shift
  const sum = shifted + low
  const rest = low - (sum - shifted) + productError(high, shift, shifted)
  const power = POWERS_OF_TEN[-exponent]!
  const quotient = sum / power
  const product = quotient * power
  const correction = (sum - product - productError(quotient, power, product) + rest) / power
  const value = quotient + correction
  const tail = correction - (value - quotient)
  const doubt = value * 2 ** -98
  return value + (tail - doubt) === value && value + (tail + doubt) === value ? value : Number.NaN
}
