import type { Sample } from './sample'

/** Of more columns, the first are looked at, and of more cells the first rows: a few milliseconds. */
const MOST_COLUMNS = 20
const MOST_CELLS = 200_000
/** Fewer rows do not tell. */
const FEWEST_ROWS = 40
/** Of the different rows, the share that stands more than once. */
const SHARE = 0.2
/** A column's places between its 10 % and 90 % quantiles, for each different value: then two rows seldom share one by chance. */
const PLACES = 10

/** Rows that stand in a sample more than once, as no independent rows do. */
export interface RowCopies {
  side: 'reference' | 'test'
  /** That were looked at. */
  rows: number
  /** Of them, those that are different from each other. */
  different: number
}

/**
 * The sample in which rows were copied: a fifth of its different rows or more stand there more than once, although some
 * column is so fine that independent rows would hardly meet in it. Null where there is none, or too few rows tell.
 *
 * One value that is common (days without rain) is one of many different ones; of a coarse column (ages, pixels) many rows
 * are the same by nature.
 */
export function rowCopies(samples: { reference: Sample | null; test: Sample }): RowCopies | null {
  for (const side of ['test', 'reference'] as const) {
    const sample = samples[side]
    if (!sample) continue
    const d = Math.min(sample.columns.length, MOST_COLUMNS)
    const rows = Math.min(sample.rows, Math.floor(MOST_CELLS / d))
    if (rows < FEWEST_ROWS || !mayHoldCopies(sample, d, rows)) continue
    const counts = new Map<string, number>()
    for (let i = 0; i < rows; i++) {
      const at = i * sample.columns.length
      const key = sample.values.subarray(at, at + sample.columns.length).join()
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const repeated = [...counts.values()].filter((count) => count > 1).length
    if (repeated >= SHARE * counts.size) return { side, rows, different: counts.size }
  }
  return null
}

/** Whether many values repeat in each column, and one of them is fine. Of samples without copies the first column tells. */
function mayHoldCopies({ values, columns, levels }: Sample, d: number, rows: number): boolean {
  let isFine = false
  const column = new Float64Array(rows)
  for (let j = 0; j < d; j++) {
    for (let i = 0; i < rows; i++) column[i] = values[i * columns.length + j]!
    column.sort()
    let [different, repeated, least] = [0, 0, Number.POSITIVE_INFINITY]
    for (let i = 0; i < rows;) {
      const start = i
      while (i < rows && Object.is(column[i], column[start])) i++
      different++
      if (i - start > 1) repeated++
      const gap = i < rows ? column[i]! - column[start]! : Number.NaN
      if (gap < least) least = gap
    }
    if (repeated < SHARE * different) return false
    const middle = column[Math.floor(0.9 * (rows - 1))]! - column[Math.floor(0.1 * (rows - 1))]!
    isFine ||= !levels?.[j] && middle / least >= PLACES * different
  }
  return isFine
}
