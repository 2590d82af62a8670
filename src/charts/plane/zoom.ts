import { rangeInView } from '~/lib/downsample'

/** The part of the x axis that is shown, in axis units (row numbers, or ms since 1970). `null`: all of it. */
export type View = readonly [number, number] | null

/**
 * The view scaled by `factor` around `centre`, inside `full`; null where that is everything. It
 * never gets so narrow that no point is left in it.
 */
export function zoomed(
  x: Float64Array,
  view: View,
  full: readonly [number, number],
  factor: number,
  centre: number,
): View {
  const [low, high] = view ?? full
  const c = Math.max(low, Math.min(high, centre))
  const next: [number, number] = [
    Math.max(full[0], c - (c - low) * factor),
    Math.min(full[1], c + (high - c) * factor),
  ]
  if (next[0] <= full[0] && next[1] >= full[1]) return null
  const [from, to] = rangeInView(x, next)
  return to > from && next[1] > next[0] ? next : view
}

/** The view moved by `by` axis units, stopped at the ends of `full`. */
export function panned(
  view: readonly [number, number],
  full: readonly [number, number],
  by: number,
): [number, number] {
  const low = Math.max(full[0], Math.min(full[1] - (view[1] - view[0]), view[0] + by))
  return [low, low + (view[1] - view[0])]
}
