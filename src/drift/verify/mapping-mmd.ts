import type { Computation } from '../define'
import { driveSync } from '../drive'
import { packedDistances, referenceSigma, torchdriftSigma, withinFirst } from '../kernels/bandwidth-rules'
import { exactMedian } from '../kernels/median'
import { witnessAt } from '../kernels/mmd-pictures'
import { pairDistances } from '../kernels/pairs'
import { blockValues, featureDistance, linearTerms } from '../kernels/partial-estimators'
import type { Table } from '../kernels/sliding'
import { type PooledKernel } from '../kernels/pooled-kernel'
import { exactKernel } from '../kernels/plain-kernel'
import type { ParamValue } from '../params'
import type { DetectorResult, TwoSampleResult } from '../results'
import type { Sample } from '../sample'
import type { GoldenCase, GoldenFile } from './cases'
import type { Mapped } from './mapped'
import { samplesOf } from './samples'

/** MMD of two samples: estimators, bandwidths, witness function and permutation test. */
export function mapMmd(c: GoldenCase, file: GoldenFile): Mapped {
  const { sigma, lengthscale, chunk_size, permutations, points, W, b, block_size, ...unknown } = c.params
  const strange = Object.keys(unknown)[0]
  if (strange !== undefined) throw new Error(`nothing says what the parameter '${strange}' is`)
  // Frouros computes its kernel in chunks of this many rows, which changes no number.
  if (chunk_size !== undefined && chunk_size !== null && typeof chunk_size !== 'number')
    throw new Error(`the parameter 'chunk_size' is ${JSON.stringify(chunk_size)}`)
  const width = sigma ?? lengthscale
  if (width === undefined) return { kind: 'values', values: () => bandwidths(file, c) }
  if (typeof width !== 'number') throw new Error(`the kernel's width is ${JSON.stringify(width)}`)
  if (c.library === 'reference-numpy' && permutations === undefined && !('p_value_exact' in c.expected))
    return {
      kind: 'values',
      values: () => formulas(file, c, width, { points, W, b, blockSize: block_size }),
    }
  const params: Record<string, ParamValue> = { bandwidth: 'given', sigma: width, pictures: false }
  if (c.library === 'torchdrift') params['estimator'] = 'torchdrift'
  if (permutations !== undefined) params['permutations'] = Number(permutations)
  return { kind: 'batch', detector: 'mmd', params, read: { ...READ, ...randomFields(c) } }
}

const two = (result: DetectorResult): TwoSampleResult => {
  if (result.shape !== 'two-sample') throw new Error('MMD compares two samples')
  return result
}

const READ = {
  mmd2_unbiased: (r: DetectorResult) => two(r).statistic.value,
  mmd2_torchdrift: (r: DetectorResult) => two(r).statistic.value,
  p_value_exact: (r: DetectorResult) => two(r).pValue,
  n_splits: (r: DetectorResult) => two(r).nullDistribution.length,
  p_value_range: (r: DetectorResult) => two(r).pValue,
}

/** Moments of other random permutations: the library's number where ours lies within four standard errors of it. */
function randomFields({ expected, params }: GoldenCase): Record<string, (r: DetectorResult) => number> {
  const draws = Number(params['permutations'])
  const sd = Number(expected['null_std'])
  const near = (field: string, allowed: number, ours: (sorted: Float64Array) => number) => ({
    [field]: (r: DetectorResult) => {
      const value = ours(two(r).nullDistribution.toSorted())
      const theirs = Number(expected[field])
      return Math.abs(value - theirs) <= allowed ? theirs : value
    },
  })
  // Both are drawn: twice the variance of one.
  const error = 4 * Math.SQRT2 * (sd / Math.sqrt(draws))
  return {
    ...near('null_mean', error, mean),
    ...near('null_std', 2 * error, (sorted) => {
      const centre = mean(sorted)
      return Math.sqrt(mean(sorted.map((x) => (x - centre) ** 2)))
    }),
    ...near('null_q95', 4 * error, (sorted) => sorted[Math.floor(0.95 * (sorted.length - 1))]!),
  }
}

const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length

const tableOf = ({ rows, columns, values }: Sample): Table => ({ rows, d: columns.length, values })

function pooledOf({ reference, test }: { reference: Sample; test: Sample }): Table {
  const values = new Float64Array(reference.values.length + test.values.length)
  values.set(reference.values)
  values.set(test.values, reference.values.length)
  return { rows: reference.rows + test.rows, d: reference.columns.length, values }
}

/** The kernel's width by the rules of the libraries, before a width of 0 is replaced. */
function bandwidths(file: GoldenFile, c: GoldenCase): Record<string, unknown> {
  const samples = samplesOf(file, c)
  const { rows, d, values } = pooledOf(samples)
  const squared = driveSync(pairDistances(values, rows, d))
  const n = samples.reference.rows
  return {
    alibi_sigma_median_ref: driveSync(referenceSigma(withinFirst(squared, rows, n))),
    torchdrift_median_pooled_incl_diagonal: driveSync(torchdriftSigma(packedDistances(squared, rows, n))),
    gretton_pooled_sqrt_half_median_sq: Math.sqrt(driveSync(exactMedian(squared)) / 2),
    median_pooled_distance: driveSync(exactMedian(squared.map(Math.sqrt))),
  }
}

interface Given {
  points: unknown
  W: unknown
  b: unknown
  blockSize: unknown
}

function formulas(file: GoldenFile, c: GoldenCase, sigma: number, given: Given): Record<string, unknown> {
  const samples = samplesOf(file, c)
  const [x, y] = [tableOf(samples.reference), tableOf(samples.test)]
  const gamma = 1 / (2 * sigma * sigma)
  if (given.points !== undefined) return { witness: witnessAt(rowsOf(given.points), x, y, gamma) }
  if (given.W !== undefined) {
    const features = { weights: rowsOf(given.W).values, phases: Float64Array.from(given.b as number[]) }
    return { mmd2_rff: featureDistance(x, y, features) }
  }
  if (given.blockSize !== undefined) {
    const values = blockValues(x, y, Number(given.blockSize), gamma)
    return { mmd2_block: mean(values), block_values: values }
  }
  const sums = driveSync(pooledSums(samples, gamma))
  const terms = driveSync(linearTerms(x, y, gamma))
  const centre = mean(terms)
  return {
    mmd2_unbiased: sums.unbiased,
    mmd2_biased: sums.biased,
    mean_kxx: sums.means.xx,
    mean_kyy: sums.means.yy,
    mean_kxy: sums.means.xy,
    mmd2_linear: centre,
    mmd2_linear_h_var: terms.reduce((sum, h) => sum + (h - centre) ** 2, 0) / (terms.length - 1),
  }
}

function* pooledSums(samples: { reference: Sample; test: Sample }, gamma: number): Computation<PooledKernel> {
  const { rows, d, values } = pooledOf(samples)
  const packed = yield* pairDistances(values, rows, d)
  return yield* exactKernel(packed, samples.reference.rows, samples.test.rows, gamma)
}

function rowsOf(matrix: unknown): Table {
  const rows = matrix as number[][]
  return { rows: rows.length, d: rows[0]?.length ?? 0, values: Float64Array.from(rows.flat()) }
}
