import type { TraceResult } from '~/drift/results'

/** Places of a trace that have a value: there is none in a warm-up, nor for a window with too few rows. */
export function judgedPlaces({ positions, series }: TraceResult): number {
  // A stream has millions of places, and this runs where the page is drawn: no call for each.
  const values = series.map((one) => one.values)
  let count = 0
  for (let i = 0; i < positions.length; i++) {
    for (let k = 0; k < values.length; k++) {
      if (Number.isNaN(values[k]![i])) continue
      count++
      break
    }
  }
  return count
}

/** Whether each value is that of a batch: detectors that take the stream batch by batch. */
export function isOfBatches({ settings }: Pick<TraceResult, 'settings'>): boolean {
  return typeof settings['batch'] === 'number'
}
