/**
 * Sine, cosine and arc sine, the same bits in every engine, as `exp`: after FreeBSD's k_sin.c, k_cos.c, e_rem_pio2.c
 * and e_asin.c (Sun Microsystems 1993, freely distributable). Errors below 1 ulp; NaN of what is not finite.
 */
export function sin(x: number): number {
  const { quarter, head, tail } = turned(x)
  const size = quarter % 2 === 0 ? sineOf(head, tail) : cosineOf(head, tail)
  return quarter < 2 ? size : -size
}

export function cos(x: number): number {
  const { quarter, head, tail } = turned(x)
  const size = quarter % 2 === 0 ? cosineOf(head, tail) : sineOf(head, tail)
  return quarter === 0 || quarter === 3 ? size : -size
}

/** Of −1 … 1, NaN beyond. */
export function asin(x: number): number {
  const size = Math.abs(x)
  if (!(size <= 1)) return Number.NaN
  if (size < 0.5) return size < 2 ** -27 ? x : x + x * arcShare(x * x)
  const t = (1 - size) * 0.5
  const root = Math.sqrt(t)
  const share = arcShare(t)
  const angle =
    size > 0.975
      ? HALF_PI - (2 * (root + root * share) - HALF_PI_TAIL)
      : nearHalf(root, Math.fround(root), t, share)
  return x < 0 ? -angle : angle
}

/** π/2 − 2 (root + root · share), `short` being `root` in so few bits that its square is exact. */
function nearHalf(root: number, short: number, t: number, share: number): number {
  const rest = (t - short * short) / (root + short)
  return QUARTER_PI - (2 * root * share - (HALF_PI_TAIL - 2 * rest) - (QUARTER_PI - 2 * short))
}

/** (asin x − x) / x as a rational function of t = x², t ≤ ¼. */
function arcShare(t: number): number {
  const p =
    t *
    (1.66666666666666657415e-1 +
      t *
        (-3.25565818622400915405e-1 +
          t *
            (2.01212532134862925881e-1 +
              t *
                (-4.00555345006794114027e-2 +
                  t * (7.91534994289814532176e-4 + t * 3.4793310759602116757e-5)))))
  const q =
    1 +
    t *
      (-2.40339491173441421878 +
        t * (2.02094576023350569471 + t * (-6.8828397160545329303e-1 + t * 7.70381505559019352791e-2)))
  return p / q
}

/** An angle as `quarter` · π/2 + (head + tail), |head| ≤ π/4. */
interface Turned {
  quarter: number
  head: number
  tail: number
}

/** One object for all calls: they stand in inner loops. */
const result: Turned = { quarter: 0, head: 0, tail: 0 }

function turned(x: number): Turned {
  const size = Math.abs(x)
  if (size <= 0.7853981633974483) return put(0, x, 0)
  if (!(size < 1_647_000)) return Number.isFinite(x) ? turnedFar(x) : put(0, Number.NaN, 0)
  // π/2 in three parts of 33 bits, of which products with n are exact: as many as the cancelled bits ask for.
  const n = x * (2 / Math.PI) + ROUND - ROUND
  const first = x - n * PART_1
  let rest = first
  let small = n * PART_1_TAIL
  let head = rest - small
  if (Math.abs(head) < size * 2 ** -16) {
    const before = rest
    small = n * PART_2
    rest = before - small
    small = n * PART_2_TAIL - (before - rest - small)
    head = rest - small
    if (Math.abs(head) < size * 2 ** -49) {
      const last = rest
      small = n * PART_3
      rest = last - small
      small = n * PART_3_TAIL - (last - rest - small)
      head = rest - small
    }
  }
  return put(n & 3, head, rest - head - small)
}

function put(quarter: number, head: number, tail: number): Turned {
  result.quarter = quarter
  result.head = head
  result.tail = tail
  return result
}

/** A large angle, exactly: whole numbers of 2^−BITS, of which π/2 has enough digits for the largest double. */
function turnedFar(x: number): Turned {
  halfPi ??= machinHalfPi()
  // Below 2⁵³ a double is a whole number of 2⁻³² here, beyond it is whole.
  const scaled =
    Math.abs(x) < 2 ** 53
      ? BigInt(Math.abs(x) * 2 ** 32) << BigInt(BITS - 32)
      : BigInt(Math.abs(x)) << BigInt(BITS)
  let quarters = scaled / halfPi
  let rest = scaled - quarters * halfPi
  if (2n * rest > halfPi) {
    quarters += 1n
    rest -= halfPi
  }
  const kept = rest >> BigInt(BITS - 200)
  const head = Number(kept)
  const tail = Number(kept - BigInt(head))
  const quarter = Number(quarters & 3n)
  return x < 0
    ? put((4 - quarter) & 3, -head * 2 ** -200, -tail * 2 ** -200)
    : put(quarter, head * 2 ** -200, tail * 2 ** -200)
}

const BITS = 1280
let halfPi: bigint | undefined

/** π/2 = 8 arctan(1/5) − 2 arctan(1/239), in whole numbers of 2^−BITS. */
function machinHalfPi(): bigint {
  const arctan = (inverse: bigint): bigint => {
    let power = (1n << BigInt(BITS + 64)) / inverse
    let sum = 0n
    for (let k = 1n, sign = 1n; power > 0n; k += 2n, sign = -sign) {
      sum += (sign * power) / k
      power /= inverse * inverse
    }
    return sum
  }
  return (8n * arctan(5n) - 2n * arctan(239n)) >> 64n
}

/** sin(x + y), |x| ≤ π/4, y its tail. */
function sineOf(x: number, y: number): number {
  const z = x * x
  const w = z * z
  const r = S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6)
  const v = z * x
  return x - (z * (0.5 * y - v * r) - y - v * S1)
}

/** cos(x + y), |x| ≤ π/4, y its tail. */
function cosineOf(x: number, y: number): number {
  const z = x * x
  const w = z * z
  const r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6))
  const half = 0.5 * z
  const head = 1 - half
  return head + (1 - head - half + (z * r - x * y))
}

const ROUND = 6755399441055744
const HALF_PI = 1.5707963267948966
const HALF_PI_TAIL = 6.12323399573676603587e-17
const QUARTER_PI = 0.7853981633974483
const PART_1 = 1.57079632673412561417
const PART_1_TAIL = 6.07710050650619224932e-11
const PART_2 = 6.0771005063039659766e-11
const PART_2_TAIL = 2.02226624879595063154e-21
const PART_3 = 2.0222662487111664558e-21
const PART_3_TAIL = 8.47842766036889956997e-32
const S1 = -1.66666666666666324348e-1
const S2 = 8.33333333332248946124e-3
const S3 = -1.98412698298579493134e-4
const S4 = 2.75573137070700676789e-6
const S5 = -2.50507602534068634195e-8
const S6 = 1.58969099521155010221e-10
const C1 = 4.16666666666666019037e-2
const C2 = -1.38888888888741095749e-3
const C3 = 2.48015872894767294178e-5
const C4 = -2.75573143513906633035e-7
const C5 = 2.0875723212981748279e-9
const C6 = -1.13596475577881948265e-11
