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
 * are the same by nature; and so are rows that the other sample holds as well (the prices on a list, doses).
 */
export function rowCopies(samples: { reference: Sample | null; test: Sample }): RowCopies | null {
  for (const side of ['test', 'reference'] as const) {
    const sample = samples[side]
    if (!sample) continue
    const rows = rowsLookedAt(sample)
    if (rows < FEWEST_ROWS || !mayHoldCopies(sample, Math.min(sample.columns.length, MOST_COLUMNS), rows))
      continue
    const counts = countedRows(sample)
    const repeated = [...counts.values()].filter((count) => count > 1).length
    if (repeated < SHARE * counts.size) continue
    const other = samples[side === 'test' ? 'reference' : 'test']
    if (other && shareIn(counts, countedRows(other)) >= SHARE) continue
    return { side, rows, different: counts.size }
  }
  return null
}

function rowsLookedAt({ rows, columns }: Sample): number {
  return Math.min(rows, Math.floor(MOST_CELLS / Math.min(columns.length, MOST_COLUMNS)))
}

/** How often each row stands in a sample, by its values. */
function countedRows(sample: Sample): ReadonlyMap<string, number> {
  const d = sample.columns.length
  const counts = new Map<string, number>()
  for (let i = 0; i < rowsLookedAt(sample); i++) {
    const key = sample.values.subarray(i * d, (i + 1) * d).join()
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** The share of different rows that another sample holds as well. */
function shareIn(counts: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  return [...counts.keys()].filter((key) => other.has(key)).length / counts.size
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
