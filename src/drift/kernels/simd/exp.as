/** 2^y of two numbers at once, for the kernels of `engine.as` and `rows.as`. */

// After math/exp.ts: the same coefficients, the same order.
export const ROUND: f64 = 6755399441055744
/** What the bits of 2^0 are. */
export const ONE_BITS: i64 = 0x3ff0000000000000
/** k(x, y) = e^(−γ |x − y|²) = 2^(−γ LOG2_E |x − y|²) */
export const LOG2_E: f64 = 1.4426950408889634
export const C1: f64 = 0.6931471805599457
export const C2: f64 = 0.24022650695910097
export const C3: f64 = 0.05550410866479039
export const C4: f64 = 0.009618129107607003
export const C5: f64 = 0.0013333558153439966
export const C6: f64 = 0.0001540353044157213
export const C7: f64 = 1.5252727385193868e-05
export const C8: f64 = 1.3215442675329823e-06
export const C9: f64 = 1.0180647659234139e-07
export const C10: f64 = 7.072570412814423e-09
export const C11: f64 = 4.078071929588337e-10

/** 2^f for f of −½ … ½ */
@inline
function fraction(f: v128): v128 {
  const t = f64x2.mul(f, f)
  let odd = f64x2.add(f64x2.splat(C9), f64x2.mul(t, f64x2.splat(C11)))
  let even = f64x2.add(f64x2.splat(C8), f64x2.mul(t, f64x2.splat(C10)))
  odd = f64x2.add(f64x2.splat(C7), f64x2.mul(t, odd))
  even = f64x2.add(f64x2.splat(C6), f64x2.mul(t, even))
  odd = f64x2.add(f64x2.splat(C5), f64x2.mul(t, odd))
  even = f64x2.add(f64x2.splat(C4), f64x2.mul(t, even))
  odd = f64x2.add(f64x2.splat(C3), f64x2.mul(t, odd))
  even = f64x2.add(f64x2.splat(C2), f64x2.mul(t, even))
  odd = f64x2.add(f64x2.splat(C1), f64x2.mul(t, odd))
  return f64x2.add(f64x2.splat(1), f64x2.add(f64x2.mul(t, even), f64x2.mul(f, odd)))
}

/** 2^y for two y ≤ 0 as `powerOfTwo`; 0 for what is not a number. */
@inline
export function twoFar(y: v128): v128 {
  const shifted = f64x2.add(y, f64x2.splat(ROUND))
  const k = f64x2.sub(shifted, f64x2.splat(ROUND))
  const e = fraction(f64x2.sub(y, k))
  // The low bits of `shifted` are the whole number k: as an exponent, 2^k.
  let bits = i64x2.shl(shifted, 52)
  const isTiny = f64x2.lt(k, f64x2.splat(-1000))
  if (v128.any_true(isTiny)) {
    // In two steps, the first exact, as 2^k may be no normal number.
    bits = i64x2.add(bits, v128.and(isTiny, i64x2.splat(100 << 52)))
    const power = i64x2.add(bits, i64x2.splat(ONE_BITS))
    const last = v128.bitselect(f64x2.splat(7.888609052210118e-31), f64x2.splat(1), isTiny)
    const value = f64x2.mul(f64x2.mul(e, power), last)
    return v128.and(value, f64x2.ge(k, f64x2.splat(-1074)))
  }
  return v128.and(f64x2.mul(e, i64x2.add(bits, i64x2.splat(ONE_BITS))), f64x2.eq(y, y))
}
