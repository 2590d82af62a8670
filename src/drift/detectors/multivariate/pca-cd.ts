import { defineStream } from '../../define'
import { choiceParam, defineParams, integerParam, numberParam } from '../../params'
import { missingParam, resetParam } from '../common-params'

const params = defineParams({
  window: integerParam({
    label: 'Window',
    help: 'Rows of the test window, and of the reference window where no reference is given; a larger window sees smaller changes, later.',
    unit: 'rows',
    min: 20,
    max: 100000,
    default: 200,
  }),
  variance: numberParam({
    label: 'Explained variance',
    help: 'As many principal components are watched as explain this share of the reference’s variance; a larger value watches more.',
    min: 0,
    exclusiveMin: true,
    max: 1,
    default: 0.99,
  }),
  divergence: choiceParam({
    label: 'Divergence',
    help: 'How two histograms of a component are compared: by the area that they do not share, or by the larger of the two Kullback–Leibler divergences.',
    options: [
      { value: 'intersection', label: 'Area not shared' },
      { value: 'kl', label: 'Kullback–Leibler' },
    ],
    default: 'intersection',
  }),
  period: numberParam({
    label: 'Sampling period',
    advanced: true,
    help: 'A change score is taken each time this share of a window (at most 100 rows) has arrived; a larger value is faster and sees changes later.',
    min: 0,
    exclusiveMin: true,
    max: 1,
    default: 0.05,
  }),
  delta: numberParam({
    label: 'δ',
    help: 'Rise of the change score above its mean that is tolerated; a larger value ignores larger changes.',
    min: 0,
    max: 1000,
    default: 0.05,
  }),
  threshold: numberParam({
    label: 'Threshold',
    help: 'Alarm when the cumulative rise of the change score exceeds this; a larger value raises fewer and later alarms.',
    min: 0,
    exclusiveMin: true,
    max: 1e6,
    default: 0.5,
  }),
  reset: resetParam,
  missing: missingParam,
})

export const pcaCd = defineStream({
  id: 'pca-cd',
  name: 'PCA-CD',
  longName: 'Change detection on principal components',
  family: 'data-drift',
  summary:
    'When did the data change, in many columns at once? Compares histograms along the principal components of a reference with those of the last rows.',
  citation: {
    text: 'Qahtan, Alharbi, Wang, Zhang (2015). A PCA-Based Change Detection Framework for Multidimensional Data Streams. KDD ’15, 935–944.',
    doi: '10.1145/2783258.2783359',
  },
  params,
  columns: 'many',
  needsReference: false,
  promise: 'none',
  cost: {
    time: 'O(k (d + bins / step)) per row, k components; O(n d² + d³) for a new reference',
    memory: 'O(w d + k d)',
  },
})

export type PcaCdParams = (typeof params)['defaults']
