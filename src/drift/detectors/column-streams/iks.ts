import { defineStream } from '../../define'
import { defineParams, integerParam } from '../../params'
import { missingParam, resetParam } from '../common-params'
import { alphaParam } from '../test-params'

const params = defineParams({
  window: integerParam({
    label: 'Window',
    help: 'Rows of the stream that are compared with the reference; a larger value sees smaller changes, later.',
    unit: 'rows',
    min: 1,
    max: 10000,
    default: 100,
  }),
  alpha: alphaParam,
  reset: resetParam,
  missing: missingParam,
})

export const iks = defineStream({
  id: 'iks',
  name: 'Incremental KS',
  longName: 'Incremental Kolmogorov–Smirnov test',
  family: 'data-drift',
  summary:
    'Does the newest window of a column still look like the reference? The KS distance of each window; the time per row grows with the logarithm of the reference.',
  citation: {
    text: 'dos Reis, Flach, Matwin & Batista (2016). Fast unsupervised online drift detection using incremental Kolmogorov–Smirnov test. KDD ’16, 1545–1554.',
    doi: '10.1145/2939672.2939836',
  },
  params,
  columns: 'one',
  needsReference: true,
  promise: 'alpha',
  cost: { time: 'O(log n) per row', memory: 'O(n + w)' },
})

export type IksParams = (typeof params)['defaults']
