import { textWidth } from './placement'
import type { PlotBox } from './plot-box'

/** Where a label may stand inside a plot without a line through it: pure, so that it is a test and not a matter of luck. */

export interface LabelPlace {
  x: number
  /** Of the text's base line. */
  y: number
  anchor: 'start' | 'middle' | 'end'
}

export type Point = readonly [number, number]

/** Of 11 px text: above and below its base line. */
const ASCENT = 10
const DESCENT = 3

/** What a text covers, in px. */
export function labelBox(text: string, { x, y, anchor }: LabelPlace): PlotBox {
  const wide = textWidth(text)
  const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2
  return { left, right: left + wide, top: y - ASCENT, bottom: y + DESCENT }
}

/**
 * The first place where the text lies within the box and no line passes through it; null where there is none.
 * @param lines each a chain of points, in px
 */
export function clearPlace(
  text: string,
  places: readonly LabelPlace[],
  lines: readonly (readonly Point[])[],
  within: PlotBox,
): LabelPlace | null {
  const isClear = (place: LabelPlace): boolean => {
    const box = labelBox(text, place)
    return (
      box.left >= within.left &&
      box.right <= within.right &&
      box.top >= within.top &&
      box.bottom <= within.bottom &&
      lines.every((line) => !passesThrough(line, box))
    )
  }
  return places.find(isClear) ?? null
}

/** Whether a chain of points touches the box. */
export function passesThrough(line: readonly Point[], box: PlotBox): boolean {
  const [only] = line
  if (line.length === 1 && only) return segmentTouches(only, only, box)
  for (let k = 1; k < line.length; k++) if (segmentTouches(line[k - 1]!, line[k]!, box)) return true
  return false
}

/** Liang & Barsky 1984, doi 10.1145/357332.357333: the part of the segment inside all four sides is not empty. */
function segmentTouches([x0, y0]: Point, [x1, y1]: Point, box: PlotBox): boolean {
  const dx = x1 - x0
  const dy = y1 - y0
  let enter = 0
  let leave = 1
  const sides = [
    [-dx, x0 - box.left],
    [dx, box.right - x0],
    [-dy, y0 - box.top],
    [dy, box.bottom - y0],
  ] as const
  for (const [towards, room] of sides) {
    if (towards === 0) {
      if (room < 0) return false
      continue
    }
    const at = room / towards
    if (towards < 0) enter = Math.max(enter, at)
    else leave = Math.min(leave, at)
    if (enter > leave) return false
  }
  return true
}

/** Places along a horizontal line: over it, then under it, from the left to the right. */
export function placesAlong(y: number, { left, right }: Pick<PlotBox, 'left' | 'right'>): LabelPlace[] {
  const xs = [0, 0.25, 0.5, 0.75].map((part) => left + 5 + part * (right - left))
  return [y - 5, y + 13].flatMap((at) => [
    ...xs.map((x): LabelPlace => ({ x, y: at, anchor: 'start' })),
    { x: right - 2, y: at, anchor: 'end' },
  ])
}
