import { formatNumber } from './format'

/** Below this a p-value is not told apart from 0: doubles end at 5e-324, and tails lose their digits before that. */
const LEAST_TOLD = 1e-300

/** A p-value as it is printed: "0.0226", "< 1e-300". No test gives 0, which only stands for a number too small. Unknown: "–". */
export function formatP(p: number | null | undefined): string {
  return isTooSmall(p) ? `< ${formatNumber(LEAST_TOLD)}` : formatNumber(p)
}

/**
 * "p = 0.0226" or "p < 1e-300".
 * @param name what stands before the sign: "p", "adjusted p"
 * @param least below it, a p-value is an approximation that says no more than that it is small
 */
export function pWords(name: string, p: number | null | undefined, least = LEAST_TOLD): string {
  return isTooSmall(p, least) ? `${name} < ${formatNumber(least)}` : `${name} = ${formatNumber(p)}`
}

/** A p-value for files, records and JSON, which keep a number: 5e-324, the smallest there is, in place of 0. */
export function writtenP<P extends number | null>(p: P): P | number {
  return p === 0 ? Number.MIN_VALUE : p
}

function isTooSmall(p: number | null | undefined, least = LEAST_TOLD): boolean {
  return typeof p === 'number' && p >= 0 && p < least
}
