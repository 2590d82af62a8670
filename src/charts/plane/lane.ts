import { textWidth } from './placement'

/** Names of bands and markers in a lane of their own above a plot: no line of the data passes there. Pure. */

/** Height of the lane, in px, and where text stands in it. */
export const LANE = { height: 16, baseline: 12 } as const

export interface LaneLabel {
  key: string
  /** The first that fits is set: the whole name, then a short one. */
  texts: readonly string[]
  /** Where the text may start or end, in px, best first. */
  slots: readonly { x: number; anchor: 'start' | 'end' }[]
  /** Where it may stand. */
  low: number
  high: number
}

export interface PlacedLabel {
  key: string
  text: string
  x: number
  anchor: 'start' | 'end'
}

/** Between a text and the next text, and between a text and a line. */
const GAP = { text: 8, line: 3 } as const

/**
 * Sets each label in the first of its slots where it touches no line, no other label and neither end; what fits
 * nowhere is left out (tables and summaries have it). Earlier labels choose first.
 * @param lines x of the vertical lines that pass through the lane, in px
 */
export function layoutLane(labels: readonly LaneLabel[], lines: readonly number[]): PlacedLabel[] {
  const taken: { from: number; to: number }[] = []
  return labels.flatMap(({ key, texts, slots, low, high }) => {
    for (const text of texts)
      for (const { x, anchor } of slots) {
        const { from, to } = laneSpan({ text, x, anchor })
        const isFree =
          from >= low &&
          to <= high &&
          lines.every((line) => line <= from - GAP.line || line >= to + GAP.line) &&
          taken.every((other) => other.to <= from - GAP.text || other.from >= to + GAP.text)
        if (!isFree) continue
        taken.push({ from, to })
        return [{ key, text, x, anchor }]
      }
    return []
  })
}

/** What a label covers of the lane, in px. */
export function laneSpan({ text, x, anchor }: Omit<PlacedLabel, 'key'>): { from: number; to: number } {
  const wide = textWidth(text)
  return anchor === 'start' ? { from: x, to: x + wide } : { from: x - wide, to: x }
}
