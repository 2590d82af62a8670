import type { GoldenCase } from './cases'
import { type Mapped, streamCases } from './mapped'

/** HDDM-A and HDDM-W. */

const MEANS_A = 'z_mean = mean, z_n = rows, x_mean = lowMean, x_n = lowRows'
const MEANS_W = 'total = mean, s1 = before, s2 = after'
const FROUROS =
  'alpha_d = alphaDrift, alpha_w = alphaWarning, two_sided_test = twoSided, min_num_instances = minInstances'
const RIVER = 'drift_confidence = alphaDrift, warning_confidence = alphaWarning, two_sided_test = twoSided'
const MOA = {
  names: 'driftConfidence = alphaDrift, warningConfidence = alphaWarning, lambda',
  trace: 'estimation',
  take: takeSides,
}

export const hddmACase = streamCases('hddm-a', {
  frouros: {
    names: FROUROS,
    set: { profile: 'frouros' },
    trace: MEANS_A,
    defect: twoSided(3, 'the two-sided test alarms at every new best error rate'),
  },
  river: { names: RIVER, trace: `${MEANS_A}, xmax_mean = highMean, xmax_n = highRows` },
  moa: MOA,
})

export const hddmWCase = streamCases('hddm-w', {
  frouros: {
    names: `${FROUROS}, lambda_ = lambda`,
    set: { profile: 'frouros' },
    trace: `${MEANS_W}, cut`,
    defect: twoSided(2, 'the two-sided test alarms at every row'),
  },
  river: {
    names: `${RIVER}, lambda_val = lambda`,
    set: { profile: 'river' },
    trace: `${MEANS_W}, ibc_total = squares`,
  },
  moa: MOA,
})

function twoSided(row: number, why: string): (c: GoldenCase) => Mapped | null {
  return (c) => (c.params['two_sided_test'] === true ? { kind: 'not offered', row, why } : null)
}

/** MOA's option is "typeOfTest"; the files say whether it is one-sided. */
function takeSides({ oneSided, typeOfTest, ...left }: GoldenCase['params']) {
  if (oneSided !== undefined && typeof oneSided !== 'boolean')
    throw new Error(`the parameter 'oneSided' is ${JSON.stringify(oneSided)}`)
  if (typeOfTest !== undefined && typeOfTest !== 'One-sided' && typeOfTest !== 'Two-sided')
    throw new Error(`the parameter 'typeOfTest' is ${JSON.stringify(typeOfTest)}`)
  return { left, set: { profile: 'moa', twoSided: oneSided === false || typeOfTest === 'Two-sided' } }
}
