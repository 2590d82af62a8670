import { isExecuted, workMs } from './build'
import type { StageTable } from './stage-table'

/** Builds as columns, oldest first: what a chart of their times draws. */
export interface BuildTrend {
  /** Row of the table at each place. */
  rows: readonly number[]
  /** Build numbers, or ms since 1970: ascending. */
  x: Float64Array
  /** Of whole builds, in ms. */
  totals: Float64Array
  /** Of each column of the table, in ms, pauses left out; NaN: it did no work in that build. */
  stages: readonly Float64Array[]
}

/**
 * The builds of a table along their numbers or the time of their start. Where a number is none (old servers have dates)
 * builds are counted through, from 1.
 * @param shown rows of the table
 */
export function buildTrend(
  table: StageTable,
  along: 'build' | 'time',
  shown: readonly number[] = table.builds.map((_, row) => row),
): BuildTrend {
  const numbers = table.builds.map(({ id }) => (/^\d{1,15}$/.test(id) ? Number(id) : Number.NaN))
  const isNumbered = numbers.every((number) => !Number.isNaN(number))
  const place = (row: number): number =>
    along === 'time' ? table.builds[row]!.startedAt : isNumbered ? numbers[row]! : table.builds.length - row
  const rows = shown.toSorted((a, b) => place(a) - place(b) || b - a)
  return {
    rows,
    x: Float64Array.from(rows, place),
    totals: Float64Array.from(rows, (row) => table.builds[row]!.durationMs),
    stages: table.columns.map((_, at) =>
      Float64Array.from(rows, (row) => {
        const stage = table.cell(row, at)
        return stage && isExecuted(stage) ? workMs(stage) : Number.NaN
      }),
    ),
  }
}

/**
 * Each time as a share (0 … 1) of what all stages of its build took together. Stages that run side by side are added
 * up, so that the shares of a build make 1 whatever runs beside what.
 */
export function sharesOf({ stages, x }: BuildTrend): Float64Array[] {
  const sums = Float64Array.from(x, (_, i) =>
    stages.reduce((sum, { [i]: ms = Number.NaN }) => (Number.isNaN(ms) ? sum : sum + ms), 0),
  )
  return stages.map((values) => values.map((ms, i) => (sums[i]! > 0 ? ms / sums[i]! : Number.NaN)))
}
