import type { ParamValue } from '../params'
import type { GoldenCase } from './cases'
import { renamed } from './mapped'

/** Our parameters of KSWIN for a library's. */
export function kswinParams(c: GoldenCase): Record<string, ParamValue> {
  switch (c.library) {
    case 'frouros':
      return renamed(
        c,
        { alpha: 'alpha', seed: 'seed', min_num_instances: 'window', num_test_instances: 'recent' },
        { profile: 'frouros', alpha: 0.0001 },
      )
    case 'river':
      return renamed(
        c,
        { alpha: 'alpha', seed: 'seed', window_size: 'window', stat_size: 'recent' },
        { profile: 'river', alpha: 0.005 },
      )
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}
