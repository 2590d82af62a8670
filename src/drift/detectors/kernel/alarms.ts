import type { Alarm } from '../../results'

/** The unbroken stretches of values above the threshold (strictly; NaN is not above). */
export function alarmStretches(values: Float64Array, threshold: number, series: string): Alarm[] {
  const alarms: Alarm[] = []
  let open: Alarm | null = null
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!(value > threshold)) {
      open = null
      continue
    }
    if (!open) {
      open = { start: i, end: i, peak: i, series }
      alarms.push(open)
    }
    open.end = i
    if (value > (values[open.peak] as number)) open.peak = i
  }
  return alarms
}
