import { highWord, inversePowers, withHighWord, withoutLowWord } from './float-words'

/**
 * x^y, the same bits in every engine, as `exp`: `**` may differ in the last bit. Error below 1 ulp; powers that are
 * whole numbers below 2⁵³ are exact. After FreeBSD's e_pow.c (Sun Microsystems 1993, freely distributable): y log₂ x in
 * some 20 bits more than a number holds, then 2 to that.
 * @param x a negative one has whole powers only, NaN else
 */
export function power(x: number, y: number): number {
  if (y === 0) return 1
  if (y === 1) return x
  if (y === 2) return x * x
  if (x === 2 && Number.isInteger(y) && y > -1024 && y < 1024) return inversePowers[1023 - y]!
  if (y === -1) return 1 / x
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y)) return Number.NaN
  const size = Math.abs(x)
  const isOdd = Math.abs(y % 2) === 1
  const negative = (x < 0 || Object.is(x, -0)) && isOdd
  const found = edgePower(size, y) ?? positivePower(size, y)
  return negative ? -found : found
}

/** |x|^y where no logarithm helps; null elsewhere. As in JavaScript, 1 to an infinite power is NaN. */
function edgePower(size: number, y: number): number | null {
  if (!Number.isFinite(y)) return size === 1 ? Number.NaN : size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0
  if (size === 1) return 1
  if (size === 0 || size === Number.POSITIVE_INFINITY)
    return (size === 0) === y < 0 ? Number.POSITIVE_INFINITY : 0
  // Beyond, the result has no number, however near to 1 the base is.
  return Math.abs(y) > 2 ** 64 ? (size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0) : null
}

/** x > 0, finite and not 1. */
function positivePower(x: number, y: number): number {
  const { head: t1, tail: t2 } = logOf(x, y)
  const y1 = withoutLowWord(y)
  const low = (y - y1) * t1 + y * t2
  let high = y1 * t1
  const exponent = low + high
  if (exponent >= 1024 && (exponent > 1024 || low + OVERFLOW > exponent - high))
    return Number.POSITIVE_INFINITY
  if (exponent <= -1075 && (exponent < -1075 || low <= exponent - high)) return 0
  // 2^(high + low) = 2^n e^(w ln 2), |w| ≤ ½
  let n = 0
  if (Math.abs(exponent) > 0.5) {
    n = Math.trunc(exponent + (exponent < 0 ? -0.5 : 0.5))
    high -= n
  }
  const t = withoutLowWord(low + high)
  const u = t * LN2_HEAD
  const v = (low - (t - high)) * LN2 + t * LN2_TAIL
  const z = u + v
  const w = v - (z - u)
  const s = z * z
  const r = z - s * (P1 + s * (P2 + s * (P3 + s * (P4 + s * P5))))
  return scaled(1 - ((z * r) / (r - 2) - (w + z * w) - z), n)
}

/** x 2^n, rounded once. */
function scaled(x: number, n: number): number {
  const high = highWord(x) + (n << 20)
  if (high >> 20 > 0 && n < 1024 && n > -1022) return withHighWord(x, high)
  return n > 0 ? x * 2 * 2 ** 1023 * (n > 1024 ? 2 : 1) : x * exactPower(n + 60) * 2 ** -60
}

/** 2^n of a normal number. */
function exactPower(n: number): number {
  return withHighWord(0, (n + 1023) << 20)
}

const log2 = { head: 0, tail: 0 }

/** log₂ x as head + tail, the head in so few bits that its product with another such number is exact. */
function logOf(x: number, y: number): typeof log2 {
  const high0 = highWord(x)
  // |y| > 2³¹: only x near 1 has a number for a result.
  if (Math.abs(y) > 2 ** 31 && high0 >= 0x3fefffff && high0 <= 0x3ff00000) return logNearOne(x)
  const subnormal = x < 2 ** -1022
  const base = subnormal ? x * 2 ** 53 : x
  const top = highWord(base)
  let n = (top >> 20) - 0x3ff - (subnormal ? 53 : 0)
  const fraction = top & 0xfffff
  let high = fraction | 0x3ff00000
  // Near 1, near 1.5 or near 2.
  let k = 0
  if (fraction > 0x3988e && fraction < 0xbb67a) k = 1
  else if (fraction >= 0xbb67a) {
    n += 1
    high -= 0x100000
  }
  const ax = withHighWord(base, high)
  const point = k === 0 ? 1 : 1.5
  const u = ax - point
  const v = 1 / (ax + point)
  const ss = u * v
  const sHead = withoutLowWord(ss)
  // ax + point, its high part
  const tHead = withHighWord(0, ((high >> 1) | 0x20000000) + 0x80000 + (k << 18))
  const tTail = ax - (tHead - point)
  const sTail = v * (u - sHead * tHead - sHead * tTail)
  const squared = ss * ss
  const series =
    squared *
    squared *
    (L1 + squared * (L2 + squared * (L3 + squared * (L4 + squared * (L5 + squared * L6)))))
  const r = series + sTail * (sHead + ss)
  const headSquared = sHead * sHead
  const sum = withoutLowWord(3 + headSquared + r)
  const rest = r - (sum - 3 - headSquared)
  const main = sHead * sum
  const small = sTail * sum + rest * ss
  const pHead = withoutLowWord(main + small)
  const pTail = small - (pHead - main)
  const zHead = CP_HEAD * pHead
  const zTail = CP_TAIL * pHead + pTail * CP + (k === 0 ? 0 : DP_TAIL)
  const offset = k === 0 ? 0 : DP_HEAD
  log2.head = withoutLowWord(zHead + zTail + offset + n)
  log2.tail = zTail - (log2.head - n - offset - zHead)
  return log2
}

/** |1 − x| ≤ 2⁻²⁰: x − x²/2 + x³/3 − x⁴/4. */
function logNearOne(x: number): typeof log2 {
  const t = x - 1
  const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25))
  const u = INV_LN2_HEAD * t
  const v = t * INV_LN2_TAIL - w * INV_LN2
  log2.head = withoutLowWord(u + v)
  log2.tail = v - (log2.head - u)
  return log2
}

/** −(1024 − log₂ of what still rounds to the largest number) */
const OVERFLOW = 8.008566259537294e-17
const DP_HEAD = 5.84962487220764160156e-1
const DP_TAIL = 1.35003920212974897128e-8
const L1 = 5.99999999999994648725e-1
const L2 = 4.28571428578550184252e-1
const L3 = 3.33333329818377432918e-1
const L4 = 2.72728123808534006489e-1
const L5 = 2.30660745775561754067e-1
const L6 = 2.06975017800338417784e-1
const P1 = 1.66666666666666019037e-1
const P2 = -2.77777777770155933842e-3
const P3 = 6.61375632143793436117e-5
const P4 = -1.6533902205465251539e-6
const P5 = 4.13813679705723846039e-8
const LN2 = 6.93147180559945286227e-1
const LN2_HEAD = 6.93147182464599609375e-1
const LN2_TAIL = -1.90465429995776804525e-9
/** 2 / (3 ln 2), and its parts */
const CP = 9.61796693925975554329e-1
const CP_HEAD = 9.61796700954437255859e-1
const CP_TAIL = -7.02846165095275826516e-9
const INV_LN2 = 1.442695040888963387
const INV_LN2_HEAD = 1.44269502162933349609
const INV_LN2_TAIL = 1.92596299112661746887e-8
