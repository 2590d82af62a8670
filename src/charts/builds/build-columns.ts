/** Builds of a pipeline as columns: what the chart of their times draws. */

/** What became of a build, as far as the chart tells them apart. */
export type BuildMarkKind = 'ok' | 'unstable' | 'failed' | 'aborted' | 'running' | 'other'

/** All of one length, in the order of x. */
export interface BuildColumns {
  ids: readonly string[]
  /** "#20". */
  names: readonly string[]
  /** ms since 1970. */
  startedAt: Float64Array
  /** Build numbers, or ms since 1970; ascending. */
  x: Float64Array
  kinds: readonly BuildMarkKind[]
  /** In words: "failed". */
  words: readonly string[]
  /** Of whole builds, in ms. */
  totals: Float64Array
}

/** One stage over all builds. */
export interface StageSeries {
  /** Unique. */
  name: string
  /** Place of its colour in the palette, from 0: the same whatever is hidden. */
  colour: number
  /** In ms; NaN: it did no work in that build. */
  values: Float64Array
  /** As shares, 0 … 1, of the time of all stages of that build. */
  shares: Float64Array
  /** Whether it did not succeed in that build: drawn apart, and no part of its line. */
  isBad: readonly boolean[]
  /** How long it may take, in ms; null: no limit. */
  budget: number | null
}

/** How the times stand: on each other, or each from zero; in ms, or as shares. */
export interface BuildsView {
  mode: 'stacked' | 'separate'
  unit: 'time' | 'share'
}

/** A stage's fill and line: the palette has eight, the second round is lighter. */
export const fillOf = (colour: number): string => `var(--series-${(colour % 8) + 1})`
export const opacityOf = (colour: number): number => [0.9, 0.5, 0.3][Math.floor(colour / 8) % 3]!

/** What is drawn of a stage in a unit. */
export const valuesOf = ({ values, shares }: StageSeries, unit: BuildsView['unit']): Float64Array =>
  unit === 'time' ? values : shares
