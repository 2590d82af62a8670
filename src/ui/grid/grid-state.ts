import type { SortKey } from '../lists/table-rows'

/** What a person arranged, as plain JSON: it may stand in a URL or in a saved view. Keys that no column has are passed over. */
export interface GridState {
  /** Keys in the order they are shown; columns that are not named follow in their own order. */
  order: readonly string[]
  /** Widths that differ from a column's own, in px. */
  widths: Readonly<Record<string, number>>
  hidden: readonly string[]
  /** Keys that stay at the left while the others scroll, in their order. */
  pinned: readonly string[]
  sort: readonly SortKey[]
}

export const PLAIN_GRID: GridState = { order: [], widths: {}, hidden: [], pinned: [], sort: [] }

/** Of a column, in px. */
const LEAST_WIDTH = 48
const MOST_WIDTH = 800
/** One press of a key widens by this, in px. */
export const WIDTH_STEP = 16

export function withWidth(state: GridState, key: string, width: number): GridState {
  return { ...state, widths: { ...state.widths, [key]: readableWidth(width) } }
}

/** Neither lost nor the whole screen, whatever a URL says: whole px. */
export function readableWidth(width: number): number {
  return Number.isFinite(width) ? Math.round(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width))) : LEAST_WIDTH
}

export function withoutWidth(state: GridState, key: string): GridState {
  return {
    ...state,
    widths: Object.fromEntries(Object.entries(state.widths).filter(([other]) => other !== key)),
  }
}

/**
 * The column at `from` in its place before the column that is at `to` now (`to` = number of columns: last).
 * @param shown keys as they are shown, pinned ones first: what is pinned stays pinned, and the reverse
 */
export function withMoved(state: GridState, shown: readonly string[], from: number, to: number): GridState {
  const key = shown[from]
  if (key === undefined) return state
  const isPinned = state.pinned.includes(key)
  const pinnedCount = shown.filter((one) => state.pinned.includes(one)).length
  const [low, high] = isPinned ? [0, pinnedCount] : [pinnedCount, shown.length]
  const target = Math.max(low, Math.min(high, to))
  const rest = shown.filter((_, k) => k !== from)
  const at = target > from ? target - 1 : target
  const moved = [...rest.slice(0, at), key, ...rest.slice(at)]
  if (isPinned) {
    const hiddenPins = state.pinned.filter((one) => !shown.includes(one))
    return { ...state, pinned: [...moved.slice(0, pinnedCount), ...hiddenPins] }
  }
  // Hidden columns keep their places relative to the end: they are named after the shown ones.
  const known = new Set(moved)
  return { ...state, order: [...moved, ...state.order.filter((one) => !known.has(one))] }
}
