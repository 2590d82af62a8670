import { formatCount, formatNumber } from '~/lib/format'
import { viewInDataUnits } from '../../data-units'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { bandwidthFromSome, tableOf } from '../../kernels/bandwidth-of-some'
import {
  centreKernel,
  centreOverlap,
  chooseForm,
  type Form,
  pickRows,
  scalingOf,
  splitDifferences,
  standardised,
} from '../../kernels/lsdd'
import { axisOver, CURVE, surface, thinned, WITNESS_ROWS } from '../../kernels/mmd-pictures'
import { rbf } from '../../kernels/rbf'
import type { Table } from '../../kernels/sliding'
import { quadraticForm } from '../../math/matrix'
import { createRandom, markSubset, PURPOSE, shuffle } from '../../random'
import type { TwoSampleResult, TwoSampleView } from '../../results'
import type { BatchInput } from '../../sample'
import { checkFinite, checkPair, MEMORY_BUDGET_BYTES } from '../check-samples'
import type { LsddParams } from './lsdd'
import { decide } from '../mmd-decision'

/** Of a kernel value of a row and a centre: the number, and the same rounded. */
const KERNEL_BYTES = 16

/**
 * LSDD of two samples and its permutation test. Centres are reference rows that are then left out of the comparison, so
 * that the others and the test rows may be exchanged. Canonical: columns are standardised by both samples together, and
 * so the test is exact; the profile of Alibi Detect standardises by the reference, and takes σ from it.
 */
export function* run({ reference, test }: BatchInput, p: LsddParams): Computation<TwoSampleResult> {
  checkPair('LSDD', reference, test, 2)
  const n = reference.rows
  const centres = p.centres === 0 ? Math.max(2, Math.floor(n / 20)) : p.centres
  if (n - centres < 2)
    throw new DriftError(
      'too-few-rows',
      `Not enough data: ${formatCount(centres)} of the ${formatCount(n)} reference rows would be centres, and at least 2 others are needed. Set Centres to ${formatCount(Math.max(1, n - 2))} or less, or take more reference rows.`,
    )
  const rows = n - centres + test.rows
  if (KERNEL_BYTES * rows * centres > MEMORY_BUDGET_BYTES)
    throw new DriftError(
      'too-many-rows',
      `${formatCount(rows)} rows with ${formatCount(centres)} centres do not fit into memory. Set Centres to ${formatCount(Math.max(1, Math.floor(MEMORY_BUDGET_BYTES / KERNEL_BYTES / (n + test.rows))))} or less, or take fewer rows.`,
    )
  const smallest = 1 / (p.permutations + 1)
  if (p.alpha < smallest)
    throw new DriftError(
      'too-few-permutations',
      `With ${formatCount(p.permutations)} permutations p cannot fall below ${formatNumber(smallest)}, so nothing could be found at α = ${formatNumber(p.alpha)}. Use at least ${formatCount(Math.ceil(1 / p.alpha - 1))}.`,
    )
  checkFinite('reference', reference)
  checkFinite('test sample', test)

  const isAlibi = p.profile === 'alibi'
  const raw = [tableOf(reference), tableOf(test)] as const
  const scaling = scalingOf(isAlibi ? [raw[0]] : raw)
  const x = standardised(raw[0], scaling)
  const y = standardised(raw[1], scaling)
  const rule = isAlibi && p.bandwidth === 'median' ? 'reference' : p.bandwidth
  const bandwidth = yield* bandwidthFromSome(x, y, { ...p, bandwidth: rule })
  const order = shuffle(
    createRandom(p.seed, PURPOSE.split),
    Uint32Array.from({ length: n }, (_, i) => i),
  )
  const compared = pickRows(x, order.subarray(centres))
  const centre = pickRows(x, order.subarray(0, centres))
  const found = yield* lsddTest(compared, y, centre, bandwidth.gamma, p)
  const decision = decide(found.statistics, p.alpha, false)
  return {
    shape: 'two-sample',
    detector: 'lsdd',
    drift: decision.pValue <= p.alpha,
    statistic: { name: 'LSDD', value: found.statistics[0]! },
    ...decision,
    alpha: p.alpha,
    views: [
      viewInDataUnits(
        yield* differenceView(x, y, centre, found, bandwidth.gamma, reference.columns),
        // A constant column became 0 everywhere.
        reference.columns.map((column, j) => ({
          column,
          mean: scaling.mean[j]!,
          sd: scaling.sd[j]! || 1,
        })),
      ),
    ],
    rows: { reference: n, test: test.rows },
    notes: [
      `${formatCount(centres)} reference rows are centres (seed ${p.seed}); the other ${formatCount(n - centres)} are compared with the test sample.`,
    ],
    settings: {
      kernel: 'exp(−|x − y|² / 2σ²) of standardised columns',
      sigma: bandwidth.sigma,
      sigmaRule: bandwidth.rule,
      standardisedBy: isAlibi ? 'the reference' : 'both samples',
      centres,
      lambda: found.form.lambda,
      alpha: p.alpha,
      seed: p.seed,
      permutations: p.permutations,
      profile: p.profile,
    },
  }
}

interface LsddFound {
  /** LSDD of the observed split, then of each permutation. */
  statistics: Float64Array
  form: Form
  /** h of the observed split. */
  observed: Float64Array
}

/**
 * LSDD of two tables with given centres, and with rows dealt anew. λ is chosen on the permutations, as in Alibi Detect.
 * @param x, y, centres standardised
 */
export function* lsddTest(
  x: Table,
  y: Table,
  centres: Table,
  gamma: number,
  { seed, permutations }: { seed: number; permutations: number },
): Computation<LsddFound> {
  const c = centres.rows
  const all = x.rows + y.rows
  const pooled = { rows: all, d: x.d, values: new Float64Array(all * x.d) }
  pooled.values.set(x.values)
  pooled.values.set(y.values, x.values.length)
  const kernel = yield* centreKernel(pooled, centres, gamma)
  const differences = yield* splitDifferences(kernel, c, x.rows, permutations, (b, marks) =>
    markSubset(createRandom(seed, PURPOSE.permutation, b), all, x.rows, marks),
  )
  const form = yield* chooseForm(centreOverlap(centres, gamma), c, differences.subarray(c))
  const statistics = new Float64Array(permutations + 1)
  for (let b = 0; b <= permutations; b++)
    statistics[b] = quadraticForm(form.form, differences.subarray(b * c, (b + 1) * c), c)
  return { statistics, form, observed: differences.slice(0, c) }
}

/** The fitted difference of the densities Σ ω k(c, ·), ω = A h: positive where the reference has more mass. */
function* differenceView(
  x: Table,
  y: Table,
  centres: Table,
  { form, observed }: LsddFound,
  gamma: number,
  columns: readonly string[],
): Computation<TwoSampleView> {
  const c = centres.rows
  const omega = Float64Array.from({ length: c }, (_, k) =>
    observed.reduce((sum, h, j) => sum + form.inverse[k * c + j]! * h, 0),
  )
  if (x.d > 1) {
    const tables = [thinned(x, WITNESS_ROWS), thinned(y, WITNESS_ROWS), centres]
    const weights = new Float64Array(tables.reduce((sum, table) => sum + table.rows, 0))
    weights.set(omega, weights.length - c)
    return yield* surface(tables, weights, gamma, columns)
  }
  const axis = axisOver(Float64Array.from([...x.values, ...y.values]), CURVE)
  const values = axis.map((t) =>
    omega.reduce((sum, weight, k) => sum + weight * rbf((t - centres.values[k]!) ** 2, gamma), 0),
  )
  return { kind: 'witness', axes: [...columns], x: axis, y: new Float64Array(0), values }
}
