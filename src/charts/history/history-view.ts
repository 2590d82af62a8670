/** The part of the history that is shown, in ms since 1970 UTC, whatever the spacing. `null`: all of it. */
export type HistoryView = readonly [number, number] | null

/**
 * A view is said in time, whatever the spacing, so that it stays where it is when the spacing changes
 * and a link means the same in both. With equal steps the axis counts records (from 0): between two records,
 * and beyond the first and the last, time runs evenly.
 */
export function placesOf(times: Float64Array, view: HistoryView): HistoryView {
  return view === null ? null : [placeOf(times, view[0]), placeOf(times, view[1])]
}

/** The way back. Records of the same instant share one place. */
export function timesOf(times: Float64Array, places: HistoryView): HistoryView {
  return places === null ? null : [timeOf(times, places[0]), timeOf(times, places[1])]
}

function placeOf(times: Float64Array, time: number): number {
  const n = times.length
  if (n === 0) return 0
  if (time <= times[0]!) return (time - times[0]!) / meanStep(times)
  if (time >= times[n - 1]!) return n - 1 + (time - times[n - 1]!) / meanStep(times)
  // Smallest i with times[i] > time; the first and the last record are on either side of it.
  let low = 0
  let high = n - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle]! > time) high = middle
    else low = middle + 1
  }
  const before = times[low - 1]!
  return low - 1 + (time - before) / (times[low]! - before)
}

function timeOf(times: Float64Array, place: number): number {
  const n = times.length
  if (n === 0) return 0
  if (place <= 0) return times[0]! + place * meanStep(times)
  if (place >= n - 1) return times[n - 1]! + (place - (n - 1)) * meanStep(times)
  const i = Math.floor(place)
  return times[i]! + (place - i) * (times[i + 1]! - times[i]!)
}

/** An hour where all records are of one instant. */
function meanStep(times: Float64Array): number {
  const span = times[times.length - 1]! - times[0]!
  return span > 0 ? span / (times.length - 1) : 3_600_000
}
