import type { Computation } from '../define'
import type { RowMemory } from '../results'
import type { Sample } from '../sample'

/** Of more columns, the first are looked at, and of more cells the first rows: a few milliseconds. */
const MOST_COLUMNS = 200
const MOST_CELLS = 200_000
/** Fewer rows do not tell. */
const FEWEST_ROWS = 40
/**
 * Standard errors that the largest of so many independent columns exceeds as seldom as one column exceeds 2, which is one
 * time in 44 (Bonferroni, normal quantiles); of other numbers of columns, the next larger.
 */
const LIMITS = [
  [1, 2],
  [2, 2.278],
  [5, 2.608],
  [10, 2.837],
  [20, 3.052],
  [50, 3.317],
  [100, 3.506],
  [MOST_COLUMNS, 3.686],
] as const

/** Standard errors beyond which the most of so many columns (at most 200) lies by chance one time in 44. */
export function errorsOfMost(columns: number): number {
  return LIMITS.find(([most]) => columns <= most)?.[1] ?? LIMITS.at(-1)![1]
}

/**
 * The column in which rows resemble the ones before most, where that is more than independent rows do: a lag-1
 * autocorrelation beyond about 2 / √n in one column, and as seldom by chance in the most of several (Bonferroni). Null where
 * none is, or too few rows tell.
 *
 * A change of level in the middle, which detectors look for, is no memory. So the autocorrelation is not taken about the
 * mean of all rows, but from how much rows differ (a variogram; Cressie 1993, doi:10.1002/9781119115151, 2.4): v₁ is the
 * mean squared difference of neighbours, v that of rows 2, 3 and 4 apart, and a change is in few of these. The
 * autocorrelation is the φ of the autoregression with that ratio, (3 + 3φ + 2φ² + φ³) / 3 = v / v₁. For independent rows
 * it has mean 0 and variance about (1 + 1/3) / n.
 *
 * A column that never falls, or never rises, tells nothing: somebody sorted the rows by it, whatever they were before.
 */
export function* rowMemory(samples: {
  reference: Sample | null
  test: Sample
}): Computation<RowMemory | null> {
  let most: RowMemory | null = null
  for (const side of ['reference', 'test'] as const) {
    const sample = samples[side]
    if (!sample) continue
    const d = Math.min(sample.columns.length, MOST_COLUMNS)
    const rows = Math.min(sample.rows, Math.floor(MOST_CELLS / d))
    if (rows < FEWEST_ROWS) continue
    const limit = errorsOfMost(d) * Math.sqrt(4 / 3 / rows)
    for (let j = 0; j < d; j++) {
      // Categories are no amounts.
      if (sample.levels?.[j]) continue
      const lag1 = yield* lagOne(sample, j, rows)
      if (lag1 > limit && (most === null || lag1 / limit > most.lag1 / most.limit))
        most = { side, column: sample.columns[j]!, lag1, limit }
    }
  }
  return most
}

/** NaN where nothing varies, and where the rows stand in the order of the column. */
function* lagOne({ values, columns }: Sample, j: number, rows: number): Computation<number> {
  const d = columns.length
  if (stepsOneWay(values, d, j, rows)) return Number.NaN
  yield { done: j, total: d, phase: 'columns' }
  return autoregressionOf(farOverNear(values, d, j, rows))
}

/** Mean squared difference of rows 2, 3 and 4 apart, over that of neighbours. */
function farOverNear(values: Sample['values'], d: number, j: number, rows: number): number {
  // The four rows before, of which there are none at first.
  let one = Number.NaN
  let two = Number.NaN
  let three = Number.NaN
  let four = Number.NaN
  let near = 0
  let ofTwo = 0
  let ofThree = 0
  let ofFour = 0
  let neighbours = 0
  let pairs = 0
  for (let i = 0, at = j; i < rows; i++, at += d) {
    const value = values[at]!
    let apart = value - one
    // Not where one is missing.
    if (Number.isFinite(apart)) {
      near += apart * apart
      neighbours++
    }
    apart = value - two
    if (Number.isFinite(apart)) {
      ofTwo += apart * apart
      pairs++
    }
    apart = value - three
    if (Number.isFinite(apart)) {
      ofThree += apart * apart
      pairs++
    }
    apart = value - four
    if (Number.isFinite(apart)) {
      ofFour += apart * apart
      pairs++
    }
    // One by one: until a loop is compiled, a list is made for each row.
    four = three
    three = two
    two = one
    one = value
  }
  return (ofTwo + ofThree + ofFour) / pairs / (near / neighbours)
}

function stepsOneWay(values: Sample['values'], d: number, j: number, rows: number): boolean {
  let [rises, falls] = [false, false]
  let last = Number.NaN
  for (let i = 0, at = j; i < rows; i++, at += d) {
    const value = values[at]!
    if (!Number.isFinite(value)) continue
    rises ||= value > last
    falls ||= value < last
    if (rises && falls) return false
    last = value
  }
  return true
}

/** φ of the autoregression in which rows 2 to 4 apart differ so many times as much as neighbours, at most 1. */
function autoregressionOf(ratio: number): number {
  if (!(ratio > 0)) return Number.NaN
  let [low, high] = [-1, 1]
  for (let step = 0; step < 40; step++) {
    const phi = (low + high) / 2
    if (1 + phi + (2 * phi * phi + phi * phi * phi) / 3 < ratio) low = phi
    else high = phi
  }
  return high
}
