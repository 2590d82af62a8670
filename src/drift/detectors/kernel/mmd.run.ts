import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { mmdPictures } from '../../kernels/mmd-pictures'
import type { Settings, TwoSampleResult } from '../../results'
import type { BatchInput } from '../../sample'
import { checkFinite, checkPair } from '../check-samples'
import type { MmdParams } from './mmd'
import type { Found } from '../mmd-decision'
import { featureTest } from './mmd-features'
import { blockTest, linearTest } from './mmd-partial'
import { combinations, quadraticTest } from './mmd-quadratic'
import { checkSize, takeSubsample } from './mmd-subsample'

type EstimatorName = MmdParams['estimator']

const TESTS: Record<EstimatorName, (input: BatchInput, p: MmdParams) => Computation<Found>> = {
  unbiased: quadraticTest,
  biased: quadraticTest,
  torchdrift: quadraticTest,
  linear: linearTest,
  block: blockTest,
  features: featureTest,
}

const NAMES: Record<EstimatorName, string> = {
  unbiased: 'unbiased',
  biased: 'biased',
  torchdrift: 'unbiased with the diagonal left in, as TorchDrift',
  linear: 'linear-time',
  block: 'block',
  features: 'random Fourier features',
}

const LEAST_ROWS: Partial<Record<EstimatorName, number>> = { linear: 4, block: 4 }

/** MMD² of two samples by the chosen estimator, its permutation test, and pictures of where the samples differ. */
export function* run(input: BatchInput, p: MmdParams): Computation<TwoSampleResult> {
  checkPair('MMD', input.reference, input.test, LEAST_ROWS[p.estimator] ?? 2)
  const { reference, test, notes } = takeSubsample(input, p)
  const n = reference.rows
  const m = test.rows
  const needsAllPairs = TESTS[p.estimator] === quadraticTest
  if (needsAllPairs) checkSize(n, m, p.subsample)
  else if (p.permute === 'bins')
    throw new DriftError(
      'bad-parameter',
      'Bins of rows can be permuted only where all pairs of rows are compared: set Permute to Rows, or Estimator to All pairs.',
    )
  const smallest = 1 / (p.permutations + 1)
  const isComplete = needsAllPairs && combinations(n + m, Math.min(n, m), p.permutations) !== null
  if (!isComplete && p.alpha < smallest)
    throw new DriftError(
      'too-few-permutations',
      `With ${formatCount(p.permutations)} permutations p cannot fall below ${formatNumber(smallest)}, so nothing could be found at α = ${formatNumber(p.alpha)}. Use at least ${formatCount(Math.ceil(1 / p.alpha - 1))}.`,
    )
  checkFinite('reference', reference)
  checkFinite('test sample', test)

  const { settings, bandwidth, ...found } = yield* TESTS[p.estimator]({ ...input, reference, test }, p)
  const views = p.pictures ? yield* mmdPictures(reference, test, bandwidth.gamma) : []
  const { biasedMmd2, ...drawn } = settings
  return {
    shape: 'two-sample',
    detector: 'mmd',
    drift: found.pValue <= p.alpha,
    statistic: { name: 'MMD²', value: found.statistic },
    pValue: found.pValue,
    alpha: p.alpha,
    threshold: found.threshold,
    nullDistribution: found.nullDistribution,
    views,
    rows: { reference: n, test: m },
    notes: [...notes, ...found.notes],
    settings: {
      kernel: 'exp(−|x − y|² / 2σ²)',
      sigma: bandwidth.sigma,
      sigmaRule: bandwidth.rule,
      estimator: NAMES[p.estimator],
      ...(biasedMmd2 === undefined ? {} : { biasedMmd2 }),
      alpha: p.alpha,
      seed: p.seed,
      ...drawn,
      subsample: p.subsample,
      referenceRows: n,
      testRows: m,
    } satisfies Settings,
  }
}
