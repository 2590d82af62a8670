import type { GoldenCase } from './cases'
import type { Mapped } from './mapped'
import { renamed } from './mapped'

/** HDDM-A and HDDM-W. */

export function hddmACase(c: GoldenCase): Mapped {
  const detector = 'hddm-a'
  const means = { z_mean: 'mean', z_n: 'rows', x_mean: 'lowMean', x_n: 'lowRows' }
  switch (c.library) {
    case 'frouros':
      if (c.params['two_sided_test'] === true)
        return { kind: 'not offered', row: 3, why: 'the two-sided test alarms at every new best error rate' }
      return {
        kind: 'stream',
        detector,
        params: renamed(c, FROUROS, { profile: 'frouros' }),
        trace: means,
      }
    case 'river':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, RIVER),
        trace: { ...means, xmax_mean: 'highMean', xmax_n: 'highRows' },
      }
    case 'moa':
      return { kind: 'stream', detector, params: moaParams(c, {}), trace: { estimation: 'estimation' } }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

export function hddmWCase(c: GoldenCase): Mapped {
  const detector = 'hddm-w'
  const means = { total: 'mean', s1: 'before', s2: 'after' }
  switch (c.library) {
    case 'frouros':
      if (c.params['two_sided_test'] === true)
        return { kind: 'not offered', row: 2, why: 'the two-sided test alarms at every row' }
      return {
        kind: 'stream',
        detector,
        params: renamed(c, { ...FROUROS, lambda_: 'lambda' }, { profile: 'frouros' }),
        trace: { ...means, cut: 'cut' },
      }
    case 'river':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, { ...RIVER, lambda_val: 'lambda' }, { profile: 'river' }),
        trace: { ...means, ibc_total: 'squares' },
      }
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: moaParams(c, { lambda: 'lambda' }),
        trace: { estimation: 'estimation' },
      }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

const FROUROS = {
  alpha_d: 'alphaDrift',
  alpha_w: 'alphaWarning',
  two_sided_test: 'twoSided',
  min_num_instances: 'minInstances',
}

const RIVER = {
  drift_confidence: 'alphaDrift',
  warning_confidence: 'alphaWarning',
  two_sided_test: 'twoSided',
}

/** MOA's option is "typeOfTest"; the files say whether it is one-sided. */
function moaParams(c: GoldenCase, names: Record<string, string>): ReturnType<typeof renamed> {
  const { oneSided, typeOfTest, ...params } = c.params
  if (oneSided !== undefined && typeof oneSided !== 'boolean')
    throw new Error(`the parameter 'oneSided' is ${JSON.stringify(oneSided)}`)
  if (typeOfTest !== undefined && typeOfTest !== 'One-sided' && typeOfTest !== 'Two-sided')
    throw new Error(`the parameter 'typeOfTest' is ${JSON.stringify(typeOfTest)}`)
  return renamed(
    { ...c, params },
    { driftConfidence: 'alphaDrift', warningConfidence: 'alphaWarning', ...names },
    { profile: 'moa', twoSided: oneSided === false || typeOfTest === 'Two-sided' },
  )
}
