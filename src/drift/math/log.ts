import { highWord, inversePowers, withoutLowWord } from './float-words'

/**
 * ln x, the same bits in every engine, as `exp`. After FreeBSD's e_log.c (Sun Microsystems 1993, freely distributable):
 * x = 2^k (1 + f) with 1 + f between √½ and √2, then a series in s = f / (2 + f). Error below 1 ulp; −∞ of 0, NaN below.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  const subnormal = x < 2 ** -1022
  const scaled = subnormal ? x * 2 ** 54 : x
  const high = highWord(scaled)
  const fraction = high & 0xfffff
  const above = (fraction + 0x95f64) & 0x100000
  const k = (high >> 20) - 1023 + (above >> 20) - (subnormal ? 54 : 0)
  const f = scaled * inversePowers[(high >> 20) + (above >> 20)]! - 1
  // |f| < 2⁻²⁰
  if ((0xfffff & (2 + fraction)) < 3) {
    if (f === 0) return k * LN2_HI + k * LN2_LO
    const r = f * f * (0.5 - 0.3333333333333333 * f)
    return k === 0 ? f - r : k * LN2_HI - (r - k * LN2_LO - f)
  }
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const r = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6))
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const half = 0.5 * f * f
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HI - (half - (s * (half + r) + k * LN2_LO) - f)
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HI - (s * (f - r) - k * LN2_LO - f)
}

/** ln(1 + x), accurate for small x too: after FreeBSD's s_log1p.c, error below 1 ulp. −∞ of −1, NaN below. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  const size = Math.abs(x)
  if (size < 2 ** -29) return size < 2 ** -54 ? x : x - x * x * 0.5
  let f = x
  let k = 0
  // What 1 + x loses by rounding.
  let lost = 0
  let fraction = 1
  const high = highWord(x)
  // 1 + x outside of √½ … √2.
  if (x > 0 ? high >= 0x3fda827a : high > (0xbfd2bec4 | 0)) {
    const u = x < 2 ** 53 ? 1 + x : x
    const top = highWord(u)
    k = (top >> 20) - 1023
    lost = x < 2 ** 53 ? (k > 0 ? 1 - (u - x) : x - (u - 1)) / u : 0
    fraction = top & 0xfffff
    if (fraction < 0x6a09e) f = u * inversePowers[k + 1023]! - 1
    else {
      k++
      f = u * inversePowers[k + 1023]! - 1
      fraction = (0x100000 - fraction) >> 2
    }
  }
  const half = 0.5 * f * f
  // |f| < 2⁻²⁰
  if (fraction === 0) {
    if (f === 0) return k * LN2_HI + (lost + k * LN2_LO)
    const r = half * (1 - 0.6666666666666666 * f)
    return k === 0 ? f - r : k * LN2_HI - (r - (k * LN2_LO + lost) - f)
  }
  const s = f / (2 + f)
  const z = s * s
  const r = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))))
  return k === 0
    ? f - (half - s * (half + r))
    : k * LN2_HI - (half - (s * (half + r) + (k * LN2_LO + lost)) - f)
}

/** log₂ x, whole for powers of two: after FreeBSD's e_log2.c, for normal numbers x > 0. Error below 1 ulp. */
export function log2(x: number): number {
  const high = highWord(x)
  const fraction = high & 0xfffff
  const above = (fraction + 0x95f64) & 0x100000
  const k = (high >> 20) - 1023 + (above >> 20)
  const f = x * inversePowers[k + 1023]! - 1
  const half = 0.5 * f * f
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const series = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6))
  const hi = withoutLowWord(f - half)
  const lo = f - hi - half + s * (half + series)
  const main = hi * INV_LN2_HI
  const whole = k + main
  return (lo + hi) * INV_LN2_LO + lo * INV_LN2_HI + (k - whole + main) + whole
}

const LN2_HI = 6.9314718036912381649e-1
const LN2_LO = 1.90821492927058770002e-10
const INV_LN2_HI = 1.44269504072144627571
const INV_LN2_LO = 1.67517131648865118353e-10
const L1 = 6.66666666666673513e-1
const L2 = 3.999999999940941908e-1
const L3 = 2.857142874366239149e-1
const L4 = 2.222219843214978396e-1
const L5 = 1.818357216161805012e-1
const L6 = 1.531383769920937332e-1
const L7 = 1.479819860511658591e-1
