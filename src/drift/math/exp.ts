/**
 * e^x, the same bits in every engine: `Math.exp` may differ in the last bit between engines, and with it a p-value. Only
 * IEEE additions, multiplications and one division are used, in a fixed order; the error is below 1 ulp. After FreeBSD's
 * e_exp.c (Sun Microsystems 1993, freely distributable): x = k ln 2 + r, then a rational approximation of e^r by Remez
 * coefficients. Beyond 709.79 the result is ∞.
 */
export function exp(x: number): number {
  if (!(x > 0)) return expNegative(x)
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY
  // A division by 2^−k, as 2^1024 itself is no number.
  const k = x * INV_LN2 + ROUND - ROUND
  return reduced(x, k) / (powersOfTwo[k] as number)
}

/** e^x for x ≤ 0, as `exp`. Below −745.2 the result is 0. */
export function expNegative(x: number): number {
  if (!(x > -745.2)) return x === x ? 0 : Number.NaN
  // |k| < 1076, so adding 1.5 · 2⁵² rounds x / ln 2 to the nearest whole number.
  const k = x * INV_LN2 + ROUND - ROUND
  return reduced(x, k) * (powersOfTwo[-k] as number)
}

/** e^(x − k ln 2) */
function reduced(x: number, k: number): number {
  const hi = x - k * LN2_HI
  const lo = k * LN2_LO
  const r = hi - lo
  const t = r * r
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))))
  return 1 - (lo - (r * c) / (2 - c) - hi)
}

/**
 * 2^y for y ≤ 0, in the inner loops of the kernels: additions and multiplications alone, as a division takes as long as
 * ten of them. y = k + f for a whole number k; of the polynomial for 2^f even and odd powers side by side, by Remez
 * exchange for the least relative error (2 · 10⁻¹⁷) with 2^0 = 1. The error is below 1.5 ulp; below −1,074.5 the result is 0.
 */
export function powerOfTwo(y: number): number {
  if (!(y > -1075)) return y === y ? 0 : Number.NaN
  const k = y + ROUND - ROUND
  const f = y - k
  const t = f * f
  const odd = C1 + t * (C3 + t * (C5 + t * (C7 + t * (C9 + t * C11))))
  const even = C2 + t * (C4 + t * (C6 + t * (C8 + t * C10)))
  return (1 + (t * even + f * odd)) * (powersOfTwo[-k] as number)
}

const C1 = 0.6931471805599457
const C2 = 0.24022650695910097
const C3 = 0.05550410866479039
const C4 = 0.009618129107607003
const C5 = 0.0013333558153439966
const C6 = 0.0001540353044157213
const C7 = 1.5252727385193868e-5
const C8 = 1.3215442675329823e-6
const C9 = 1.0180647659234139e-7
const C10 = 7.072570412814423e-9
const C11 = 4.078071929588337e-10

const ROUND = 6755399441055744
const INV_LN2 = 1.4426950408889634
const LN2_HI = 6.9314718036912381649e-1
const LN2_LO = 1.90821492927058770002e-10
const P1 = 1.66666666666666019037e-1
const P2 = -2.77777777770155933842e-3
const P3 = 6.61375632143793436117e-5
const P4 = -1.6533902205465251539e-6
const P5 = 4.13813679705723846039e-8

/** 2^−k for k = 0 … 1079; exact by repeated halving, down to the subnormals. */
const powersOfTwo = new Float64Array(1080)
for (let k = 0, power = 1; k < powersOfTwo.length; k++, power /= 2) powersOfTwo[k] = power
