/**
 * The tokens charts are drawn with, as CSS variables: the theme changes without a redraw. The values
 * stand in `ui/theme/tokens.css`; exports replace them by what the browser computed (see `export.ts`).
 */
export const ink = {
  text1: 'var(--text-1)',
  text2: 'var(--text-2)',
  text3: 'var(--text-3)',
  grid: 'var(--grid)',
  axis: 'var(--axis)',
  surface: 'var(--surface)',
  sunken: 'var(--sunken)',
  drift: 'var(--drift)',
  driftText: 'var(--drift-text)',
  accent: 'var(--accent)',
  accentText: 'var(--accent-text)',
  warn: 'var(--warn)',
  warnText: 'var(--warn-text)',
  fail: 'var(--fail)',
  running: 'var(--running)',
  ok: 'var(--ok)',
  line: 'var(--series-1)',
  bars: 'var(--unknown)',
} as const

export interface SeriesStyle {
  stroke: string
  dash: string | undefined
}

const DASHES = [undefined, '6 3', '2 3', '8 3 2 3'] as const

/** Colour k of the palette (from 0) with its line style, the second code: solid, dash, dot, dash-dot, then again. */
export function seriesStyle(k: number): SeriesStyle {
  return { stroke: `var(--series-${(k % 8) + 1})`, dash: DASHES[k % DASHES.length] }
}
