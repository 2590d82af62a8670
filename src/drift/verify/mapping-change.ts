import type { DetectorStream } from '../stream'
import type { MapCase, Mapped } from './mapped'
import { renamed } from './mapped'
import { type GoldenCase, type GoldenFile, inputNames, inputOf } from './cases'

/** Change detection: streams of one real value. */
export const changeCases: Record<string, MapCase> = {
  page_hinkley: mapPageHinkley,
  cusum: mapCusum,
  geometric_moving_average: mapGma,
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
