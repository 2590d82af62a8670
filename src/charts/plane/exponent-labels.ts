import { formatNumber } from '~/lib/format'
import { niceTicks } from './ticks'

/**
 * Labels of a logarithmic axis whose places are exponents of ten: powers of ten, then 2 and 5 between them, each where it
 * has room beside those before it; within less than a decade, round numbers. Ascending.
 * @param count about as many
 * @param toPx an exponent in px
 * @param room between two labels, in px
 */
export function exponentLabels(
  [low, high]: readonly [number, number],
  count: number,
  toPx: (exponent: number) => number,
  room: number,
): { at: number; label: string }[] {
  const kept: { at: number; label: string }[] = []
  const offer = (at: number, label: string) => {
    const isInside = at >= low - 1e-9 && at <= high + 1e-9
    if (isInside && kept.every((other) => Math.abs(toPx(other.at) - toPx(at)) >= room))
      kept.push({ at, label })
  }
  const every = Math.max(1, Math.ceil((high - low) / Math.max(1, count)))
  const powers: number[] = []
  for (let power = Math.floor(low); power <= Math.ceil(high); power++) powers.push(power)
  for (const power of powers) if (power % every === 0) offer(power, formatNumber(10 ** power))
  if (every === 1)
    for (const digit of [2, 5])
      for (const power of powers) offer(power + Math.log10(digit), formatNumber(digit * 10 ** power))
  if (high - low < 1)
    for (const at of niceTicks(10 ** low, 10 ** high, count))
      if (at > 0) offer(Math.log10(at), formatNumber(at))
  return kept.sort((a, b) => a.at - b.at)
}
