/** Detectors of a changed mean watch a rise and a fall, each by a series of its own: `increase` before `decrease`. */
type Mode = 'both' | 'up' | 'down'

/** Names of the series that are watched, in the order of `writeSides` and of the bits. */
export function sidesOf(mode: Mode): string[] {
  return [...(mode === 'down' ? [] : ['increase']), ...(mode === 'up' ? [] : ['decrease'])]
}

/** Writes the statistics that are watched. @returns how many */
export function writeSides(mode: Mode, up: number, down: number, into: Float64Array): number {
  let k = 0
  if (mode !== 'down') into[k++] = up
  if (mode !== 'up') into[k++] = down
  return k
}

/** Which of the watched statistics exceed the threshold, as bits (1: the first). */
export function beyondBits(mode: Mode, up: number, down: number, threshold: number): number {
  switch (mode) {
    case 'up':
      return up > threshold ? 1 : 0
    case 'down':
      return down > threshold ? 1 : 0
    case 'both':
      return (up > threshold ? 1 : 0) | (down > threshold ? 2 : 0)
  }
}
