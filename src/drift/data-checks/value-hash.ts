const one = new Float64Array(1)
const words = new Uint32Array(one.buffer)

/** 32 bits of a number, the same for numbers that are equal: −0 is 0, and a missing value like any other. */
export function valueHash(value: number): number {
  one[0] = value === value ? value + 0 : Number.NaN
  return mixed(0x9e3779b9, words[0]!, words[1]!) >>> 0
}

/** 53 bits of a row's values: two rows that differ share them about never. −0 is 0, and a missing value like any other. */
export function rowDigest(values: Float64Array, from: number, d: number): number {
  let [a, b] = [0x9e3779b9, 0x85ebca6b]
  for (let j = from; j < from + d; j++) {
    const value = values[j]!
    one[0] = value === value ? value + 0 : Number.NaN
    a = mixed(a, words[0]!, words[1]!)
    b = mixed(b, words[1]!, words[0]!)
  }
  return (a >>> 11) * 2 ** 32 + (b >>> 0)
}

/** The finish of MurmurHash3 after each word. */
function mixed(hash: number, low: number, high: number): number {
  let h = Math.imul(hash ^ low, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13) ^ high, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Bits for each entry of a table: two entries share one about as often as one in so many. */
const BITS_EACH = 64
const MOST_BITS = 2 ** 23

/**
 * Which hashes were seen, a bit each: an answer of no is sure, one of yes is wrong about one time in 64.
 * @param entries expected, for the size
 */
export function seenHashes(entries: number): {
  add: (hash: number) => boolean
  has: (hash: number) => boolean
} {
  let bits = 1024
  while (bits < MOST_BITS && bits < BITS_EACH * entries) bits *= 2
  const seen = new Uint32Array(bits >> 5)
  const mask = bits - 1
  const has = (hash: number): boolean => ((seen[(hash & mask) >> 5]! >>> (hash & 31)) & 1) === 1
  return {
    has,
    /** Whether it surely was not there. */
    add: (hash) => {
      const isNew = !has(hash)
      seen[(hash & mask) >> 5]! |= 1 << (hash & 31)
      return isNew
    },
  }
}
