import { formatNumber } from '~/lib/format'
import { niceTicks, numberLabels } from '../plane/ticks'
import { scale } from '../plane/scale'
import type { ValueScale } from './line-series'

export interface ValueAxis {
  /** Values at the bottom and the top. */
  domain: readonly [number, number]
  /** A value as pixels; NaN where it has no place (not positive, on a logarithmic axis). */
  toY: (value: number) => number
  ticks: readonly { at: number; label: string }[]
}

/**
 * The axis of values over pixels `bottom` … `top`. Linear ends at round values; log at the values themselves; symlog
 * is sign · log(1 + |v| / c) with c the smallest size that matters (a thousandth of the largest), as d3's scaleSymlog
 * with that constant (Webber 2013, doi:10.1088/0957-0233/24/2/027001).
 * @param extent smallest and largest finite value (positive ones, for log); null: none
 */
export function valueAxis(
  extent: readonly [number, number] | null,
  kind: ValueScale,
  bottom: number,
  top: number,
): ValueAxis {
  const count = Math.max(2, Math.floor((bottom - top) / 40))
  const known = extent ?? (kind === 'log' ? ([1, 10] as const) : ([0, 1] as const))
  const [low, high] = padded(known, kind)
  switch (kind) {
    case 'linear': {
      const ticks = niceTicks(low, high, count)
      return { domain: [low, high], toY: scale([low, high], [bottom, top]), ticks: labelled(ticks) }
    }
    case 'log': {
      const map = scale([Math.log10(low), Math.log10(high)], [bottom, top])
      return {
        domain: [low, high],
        toY: (v) => (v > 0 ? map(Math.log10(v)) : Number.NaN),
        ticks: powers(low, high, count),
      }
    }
    case 'symlog': {
      const c = Math.max(Math.abs(low), Math.abs(high)) / 1000
      // Padded as it is drawn: a share of the values would be whole decades beyond zero.
      const ends = padded([symlog(known[0], c), symlog(known[1], c)], 'linear')
      const domain = [unSymlog(ends[0], c), unSymlog(ends[1], c)] as const
      const map = scale(ends, [bottom, top])
      const toY = (v: number) => map(symlog(v, c))
      const powers = symmetricPowers(domain, c, toY)
      return { domain, toY, ticks: powers.length > 1 ? powers : labelled(niceTicks(...domain, count)) }
    }
  }
}

function symlog(v: number, c: number): number {
  return Math.sign(v) * Math.log1p(Math.abs(v) / c)
}

function unSymlog(at: number, c: number): number {
  return Math.sign(at) * Math.expm1(Math.abs(at)) * c
}

function padded([low, high]: readonly [number, number], kind: ValueScale): [number, number] {
  if (kind === 'log') return low < high ? [low, high] : [low / 2, high * 2]
  const size = Math.abs(low) || 1
  const pad = low < high ? (high - low) * 0.04 : size * 0.5
  return [low - pad, high + pad]
}

function labelled(ticks: readonly number[]) {
  const labels = numberLabels(ticks)
  return ticks.map((at, k) => ({ at, label: labels[k]! }))
}

/** Powers of ten, every n-th where there are many; with 2 and 5 between where there are few. */
function powers(low: number, high: number, count: number) {
  const first = Math.floor(Math.log10(low))
  const last = Math.ceil(Math.log10(high))
  const every = Math.max(1, Math.ceil((last - first) / count))
  const steps = last - first <= 2 ? [1, 2, 5] : [1]
  const ticks: number[] = []
  for (let p = first; p <= last; p += every) for (const m of steps) ticks.push(m * 10 ** p)
  return ticks
    .filter((t) => t >= low * (1 - 1e-9) && t <= high * (1 + 1e-9))
    .map((at) => ({ at, label: formatNumber(at) }))
}

/** Zero and powers of ten to both sides, none nearer to another than text needs. */
function symmetricPowers(domain: readonly [number, number], c: number, toY: (v: number) => number) {
  const largest = Math.ceil(Math.log10(Math.max(Math.abs(domain[0]), Math.abs(domain[1]))))
  const smallest = Math.floor(Math.log10(c))
  const ticks = [0]
  for (let p = largest; p >= smallest; p--) ticks.push(10 ** p, -(10 ** p))
  const taken: number[] = []
  return ticks
    .filter((t) => t >= domain[0] && t <= domain[1])
    .filter((t) => {
      const y = toY(t)
      if (taken.some((other) => Math.abs(other - y) < 16)) return false
      taken.push(y)
      return true
    })
    .sort((a, b) => a - b)
    .map((at) => ({ at, label: at === 0 ? '0' : formatNumber(at) }))
}
