import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import { nameOf } from '~/domain/drift-watch/readings'
import { normalTag } from '~/domain/drift-watch/facets'
import { significant } from '~/lib/format'

/** Told when its link was copied. */
export const OPENS = 'It opens this history as it is now.'

/**
 * How a metric is called in headings and sentences: MMD² where the records say that it is one (a tag, or the
 * detector that was logged), else by its own last name.
 */
export function metricWord(metric: string, records: readonly DriftRecord[]): string {
  const name = nameOf(metric)
  if (/^mmd(?:_|$|2)/.test(name)) return 'MMD²'
  if (name === 'distance' && records.length > 0 && records.every(isMmd)) return 'MMD²'
  return /^p_val(?:ue)?$/.test(name) ? 'p' : name.replaceAll('_', ' ')
}

function isMmd({ tags, parameters, state }: DriftRecord): boolean {
  // Running and failed ones say nothing of a detector.
  if (state !== 'completed') return true
  const detector = Object.hasOwn(parameters, 'detector') ? parameters['detector'] : null
  return (typeof detector === 'string' && /^mmd/i.test(detector)) || tags.map(normalTag).includes('mmd')
}

export interface ThresholdBar {
  /** Ends of the bar, in the metric's unit. */
  low: number
  high: number
  /** Shares of its length, 0 to 1. */
  zero: number
  value: number
  threshold: number
}

/** A value beside its threshold, on a bar that holds both, and zero, with round ends. */
export function thresholdBar(value: number, threshold: number): ThresholdBar {
  const low = value < 0 || threshold < 0 ? -rounded(Math.max(-value, -threshold, 0)) : 0
  const high = rounded(Math.max(value, threshold, 0))
  const span = high - low || 1
  const share = (x: number) => (x - low) / span
  return { low, high, zero: share(0), value: share(value), threshold: share(threshold) }
}

/** The next of 1, 1.5, 2, 3, 4, 5, 6, 8 × 10ⁿ that is at least a tenth larger: 0.2974 → 0.4. */
function rounded(size: number): number {
  if (size <= 0) return 0
  const wanted = size * 1.1
  const power = 10 ** Math.floor(Math.log10(wanted))
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((s) => s * power >= wanted * (1 - 1e-12)) ?? 10
  return significant(step * power, 12)
}

/** "2.4": a value by its threshold; null where that says nothing (no threshold, or one that is not above zero). */
export function timesThreshold(value: number | null, threshold: number | null): number | null {
  return value === null || threshold === null || threshold <= 0 ? null : value / threshold
}
