/**
 * Both ends of a text that is longer than they are: "e7588319…a8ca". Its end often says more than its middle.
 * @param ends characters kept at the start and at the end
 */
export function shortened(text: string, [start, end]: readonly [number, number]): string {
  return text.length <= start + end + 1 ? text : `${text.slice(0, start)}…${end > 0 ? text.slice(-end) : ''}`
}
