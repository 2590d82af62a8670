import { extent } from '~/lib/downsample'

export interface Bins {
  /** Left edge of the first bin. */
  start: number
  /** The same for all; > 0. */
  width: number
  counts: Uint32Array
}

/**
 * Equally wide bins over the values' range, as many as Freedman and Diaconis (1981,
 * doi:10.1007/BF01025868) ask for (width 2·IQR/∛n), between 5 and 48. NaN are left out; null where
 * nothing is left. The last bin includes its right edge. Values that are all equal make one bin.
 */
export function binned(values: Float64Array): Bins | null {
  const sorted = values.filter((v) => Number.isFinite(v)).sort()
  const range = extent(sorted, 0, sorted.length)
  if (!range) return null
  const n = sorted.length
  const span = range[1] - range[0]
  if (span === 0) {
    const width = Math.abs(range[0]) * 0.02 || 1e-3
    return { start: range[0] - width / 2, width, counts: Uint32Array.of(n) }
  }
  const iqr = sorted[Math.floor(0.75 * (n - 1))]! - sorted[Math.floor(0.25 * (n - 1))]!
  const asked = iqr > 0 ? Math.ceil(span / ((2 * iqr) / Math.cbrt(n))) : Math.ceil(Math.sqrt(n))
  const bins = Math.max(Math.min(5, n), Math.min(48, asked))
  const width = span / bins
  const counts = new Uint32Array(bins)
  for (const v of sorted) {
    const bin = Math.min(bins - 1, Math.floor((v - range[0]) / width))
    counts[bin] = counts[bin]! + 1
  }
  return { start: range[0], width, counts }
}
