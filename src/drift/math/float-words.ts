/**
 * The bits of a number as two words of 32, the high one first: sign, 11 bits of exponent, 20 of the fraction. Every
 * engine and machine gives the same, whichever word its memory holds first.
 */
const held = new Float64Array(1)
const words = new Int32Array(held.buffer)
held[0] = 1
const HIGH = words[1] === 0x3ff00000 ? 1 : 0
const LOW = 1 - HIGH

/** The high word, as a signed whole number. */
export function highWord(x: number): number {
  held[0] = x
  return words[HIGH]!
}

/** The number with another high word. */
export function withHighWord(x: number, high: number): number {
  held[0] = x
  words[HIGH] = high
  return held[0]
}

/** The number with its last 32 bits cleared: products of two such numbers are exact. */
export function withoutLowWord(x: number): number {
  held[0] = x
  words[LOW] = 0
  return held[0]
}

/** 2^−k stands at k + 1023, for k = −1023 … 1024: a product with it is exact, and faster than writing an exponent. */
export const inversePowers = new Float64Array(2048)
for (let i = 1023, power = 1; i < inversePowers.length; i++, power /= 2) inversePowers[i] = power
for (let i = 1023, power = 1; i >= 0; i--, power *= 2) inversePowers[i] = power
