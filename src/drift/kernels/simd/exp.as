/** e^x of two numbers at once, for the kernels of `engine.as` and `rows.as`. */

// After math/exp.ts: the same coefficients, the same order.
const ROUND: f64 = 6755399441055744
const INV_LN2: f64 = 1.4426950408889634
const LN2_HI: f64 = 6.9314718036912381649e-1
const LN2_LO: f64 = 1.90821492927058770002e-10
const P1: f64 = 1.66666666666666019037e-1
const P2: f64 = -2.77777777770155933842e-3
const P3: f64 = 6.61375632143793436117e-5
const P4: f64 = -1.6533902205465251539e-6
const P5: f64 = 4.13813679705723846039e-8

/** e^x for two x of −690 … 0 as `expNegative` of math/exp.ts, where x / ln 2 + 1.5 · 2⁵² is `shifted`. */
@inline
function reduced(x: v128, shifted: v128): v128 {
  const k = f64x2.sub(shifted, f64x2.splat(ROUND))
  const hi = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HI)))
  const lo = f64x2.mul(k, f64x2.splat(LN2_LO))
  const r = f64x2.sub(hi, lo)
  const t = f64x2.mul(r, r)
  let c = f64x2.add(f64x2.splat(P4), f64x2.mul(t, f64x2.splat(P5)))
  c = f64x2.add(f64x2.splat(P3), f64x2.mul(t, c))
  c = f64x2.add(f64x2.splat(P2), f64x2.mul(t, c))
  c = f64x2.add(f64x2.splat(P1), f64x2.mul(t, c))
  c = f64x2.sub(r, f64x2.mul(t, c))
  const ratio = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c))
  return f64x2.sub(f64x2.splat(1), f64x2.sub(f64x2.sub(lo, ratio), hi))
}

@inline
export function expNear(x: v128): v128 {
  return expScaled(x, i64x2.splat(0x3ff0000000000000))
}

/** e^x for two x of −690 … 0, times the power of two whose bits are `scale`, at least 1. */
@inline
export function expScaled(x: v128, scale: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(INV_LN2)), f64x2.splat(ROUND))
  // The low bits of `shifted` are the whole number k: as an exponent, 2^k.
  return f64x2.mul(reduced(x, shifted), i64x2.add(i64x2.shl(shifted, 52), scale))
}

/** e^x for two x ≤ 0 as `expNegative`; 0 for what is not a number. */
@inline
export function expNegative(x: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(INV_LN2)), f64x2.splat(ROUND))
  const k = f64x2.sub(shifted, f64x2.splat(ROUND))
  const e = reduced(x, shifted)
  let bits = i64x2.shl(shifted, 52)
  const isTiny = f64x2.lt(k, f64x2.splat(-1000))
  if (v128.any_true(isTiny)) {
    // In two steps, the first exact, as 2^k may be no normal number.
    bits = i64x2.add(bits, v128.and(isTiny, i64x2.splat(100 << 52)))
    const power = i64x2.add(bits, i64x2.splat(0x3ff0000000000000))
    const last = v128.bitselect(f64x2.splat(7.888609052210118e-31), f64x2.splat(1), isTiny)
    const value = f64x2.mul(f64x2.mul(e, power), last)
    return v128.and(value, v128.and(f64x2.ge(k, f64x2.splat(-1074)), f64x2.gt(x, f64x2.splat(-745.2))))
  }
  return v128.and(f64x2.mul(e, i64x2.add(bits, i64x2.splat(0x3ff0000000000000))), f64x2.eq(x, x))
}
