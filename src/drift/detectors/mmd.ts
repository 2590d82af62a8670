import { defineBatch } from '../define'
import { defineParams, integerParam } from '../params'
import { alphaParam, kernelParams, seedParam } from './kernel-params'

const params = defineParams({
  ...kernelParams,
  permutations: integerParam({
    label: 'Permutations',
    help: 'How often the rows are dealt anew to the two samples; more give a finer p-value and take longer.',
    min: 19,
    max: 1000000,
    default: 999,
  }),
  alpha: alphaParam,
  seed: seedParam,
  subsample: integerParam({
    label: 'Subsample',
    advanced: true,
    help: 'At most this many rows of both samples together are compared, drawn by the seed; 0 compares all.',
    unit: 'rows',
    min: 0,
    max: 1000000,
    default: 0,
  }),
})

export const mmd = defineBatch({
  id: 'mmd',
  name: 'MMD',
  longName: 'Maximum Mean Discrepancy',
  family: 'data-drift',
  summary:
    'Are the two samples from the same distribution? Compares all columns together through a Gaussian kernel, with an exact permutation test.',
  citation: {
    text: 'Gretton, Borgwardt, Rasch, Schölkopf, Smola (2012). A Kernel Two-Sample Test. JMLR 13, 723–773 (preprint under the DOI).',
    doi: '10.48550/arXiv.0805.2368',
  },
  params,
  columns: 'many',
  cost: { time: 'O((n + m)² (d + permutations))', memory: 'O((n + m)²)' },
  evolution: 'mmd-window',
})

export type MmdParams = (typeof params)['defaults']
