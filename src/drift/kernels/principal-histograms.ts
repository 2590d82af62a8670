import { symmetricEigen } from '../math/matrix'
import { scalingOf } from './lsdd'
import type { Table } from './sliding'
import { log } from '../math/log'

/** Principal components of a reference, and its histogram along each. Plain data: part of a machine's state. */
export interface PrincipalModel {
  mean: Float64Array
  /** 1 / standard deviation; 0 of a constant column. */
  inverseSd: Float64Array
  /** k × d, for standardised rows. */
  components: Float64Array
  /** Equal cells over the reference's range along each component, and one beyond either end. */
  low: Float64Array
  width: Float64Array
  cells: number
  /** Counts of the reference, k × (cells + 2). */
  counts: Float64Array
  rows: number
}

/**
 * Of standardised columns (Qahtan et al. 2015): the components that explain the given share of the variance, at least
 * one, and the histogram of ⌊√cellsFor⌋ equal cells along each.
 */
export function principalModel(table: Table, variance: number, cellsFor: number): PrincipalModel {
  const { rows, d, values } = table
  const { mean, sd } = scalingOf([table])
  const inverseSd = sd.map((s) => (s > 0 ? 1 / s : 0))
  const correlation = new Float64Array(d * d)
  const z = new Float64Array(d)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < d; j++) z[j] = (values[i * d + j]! - mean[j]!) * inverseSd[j]!
    for (let j = 0; j < d; j++)
      for (let l = 0; l <= j; l++) correlation[j * d + l]! += (z[j]! * z[l]!) / (rows - 1)
  }
  for (let j = 0; j < d; j++) for (let l = 0; l < j; l++) correlation[l * d + j] = correlation[j * d + l]!
  const { values: spectrum, vectors } = symmetricEigen(correlation, d)
  const total = spectrum.reduce((sum, x) => sum + Math.max(0, x), 0)
  let k = 0
  for (let sum = 0; k < d && (k === 0 || sum < variance * total * (1 - 1e-12)); k++)
    sum += Math.max(0, spectrum[k]!)

  const cells = Math.max(2, Math.floor(Math.sqrt(cellsFor)))
  const model: PrincipalModel = {
    mean,
    inverseSd,
    components: vectors.slice(0, k * d),
    low: new Float64Array(k).fill(Number.POSITIVE_INFINITY),
    width: new Float64Array(k),
    cells,
    counts: new Float64Array(k * (cells + 2)),
    rows,
  }
  const high = new Float64Array(k).fill(Number.NEGATIVE_INFINITY)
  const scores = new Float64Array(rows * k)
  for (let i = 0; i < rows; i++) {
    const row = values.subarray(i * d, (i + 1) * d)
    for (let c = 0; c < k; c++) {
      const score = scoreOf(model, row, c)
      scores[i * k + c] = score
      if (score < model.low[c]!) model.low[c] = score
      if (score > high[c]!) high[c] = score
    }
  }
  for (let c = 0; c < k; c++) model.width[c] = (high[c]! - model.low[c]!) / cells || 1
  for (let i = 0; i < rows; i++)
    for (let c = 0; c < k; c++) model.counts[cellAt(model, c, scores[i * k + c]!)]!++
  return model
}

/** Where the row lies along component c. */
function scoreOf({ mean, inverseSd, components }: PrincipalModel, row: ArrayLike<number>, c: number): number {
  const d = mean.length
  let score = 0
  for (let j = 0; j < d; j++) score += components[c * d + j]! * (row[j]! - mean[j]!) * inverseSd[j]!
  return score
}

/** Index into counts. The reference's largest value belongs to its last cell. */
function cellAt({ low, width, cells }: PrincipalModel, c: number, score: number): number {
  const at = (score - low[c]!) / width[c]!
  const slack = 1e-9 * cells
  const cell =
    at < -slack ? 0 : at > cells + slack ? cells + 1 : 1 + Math.min(cells - 1, Math.max(0, Math.floor(at)))
  return c * (cells + 2) + cell
}

/** The cell of a row along each component, as indices into counts. */
export function cellsOf(model: PrincipalModel, row: ArrayLike<number>, into: Uint32Array, at: number): void {
  for (let c = 0; c < model.low.length; c++) into[at + c] = cellAt(model, c, scoreOf(model, row, c))
}

/**
 * The change score: over all components, the largest divergence between reference and window. `intersection`: the area
 * that the histograms do not share. `kl`: the larger of both Kullback–Leibler divergences, with half a row more in each cell.
 */
export function changeScore(
  { counts, cells, low, rows }: PrincipalModel,
  window: Float64Array,
  windowRows: number,
  divergence: 'intersection' | 'kl',
): number {
  const width = cells + 2
  let largest = 0
  for (let c = 0; c < low.length; c++) {
    let shared = 0
    let forth = 0
    let back = 0
    for (let at = c * width; at < (c + 1) * width; at++) {
      if (divergence === 'intersection') {
        shared += Math.min(counts[at]! / rows, window[at]! / windowRows)
        continue
      }
      const p = (counts[at]! + 0.5) / (rows + width / 2)
      const q = (window[at]! + 0.5) / (windowRows + width / 2)
      const surprise = log(p / q)
      forth += p * surprise
      back -= q * surprise
    }
    largest = Math.max(largest, divergence === 'intersection' ? 1 - shared : Math.max(forth, back))
  }
  return largest
}
