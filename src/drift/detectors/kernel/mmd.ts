import { defineBatch } from '../../define'
import { booleanParam, choiceParam, defineParams, integerParam } from '../../params'
import { alphaParam, kernelParams, seedParam } from '../test-params'

const params = defineParams({
  ...kernelParams,
  estimator: choiceParam({
    label: 'Estimator',
    advanced: true,
    help: 'Which pairs of rows count: all of them (without the diagonal, with it, or as TorchDrift has it), only neighbours or blocks of rows, or all approximately, by random features; fewer pairs are faster and find less.',
    options: [
      { value: 'unbiased', label: 'All pairs, unbiased' },
      { value: 'biased', label: 'All pairs, biased' },
      { value: 'features', label: 'Random Fourier features' },
      { value: 'block', label: 'Blocks of rows' },
      { value: 'linear', label: 'Neighbouring rows (linear time)' },
      { value: 'torchdrift', label: 'TorchDrift (diagonal left in)' },
    ],
    default: 'unbiased',
  }),
  features: integerParam({
    label: 'Features',
    advanced: true,
    help: 'Random Fourier features, drawn by the seed; more come closer to MMD² of all pairs, whose standard error the result gives, and take longer.',
    shownWhen: { name: 'estimator', is: 'features' },
    min: 16,
    max: 4096,
    default: 512,
  }),
  blockSize: integerParam({
    label: 'Block',
    advanced: true,
    help: 'Rows of either sample in each block; larger blocks find smaller changes and take longer; 0 takes the square root of the rows.',
    shownWhen: { name: 'estimator', is: 'block' },
    unit: 'rows',
    min: 0,
    max: 10000,
    default: 0,
  }),
  permutations: integerParam({
    label: 'Permutations',
    help: 'How many times the rows are reshuffled between the two samples; more give a finer p-value and take longer.',
    min: 19,
    max: 1000000,
    default: 999,
  }),
  permute: choiceParam({
    label: 'Permute',
    advanced: true,
    help: 'What is reshuffled between the two samples: single rows, or bins of consecutive rows, which costs next to nothing once the kernel is known and gives nearly the same p-value; for thousands of rows.',
    options: [
      { value: 'rows', label: 'Rows' },
      { value: 'bins', label: 'Bins of consecutive rows' },
    ],
    default: 'rows',
  }),
  bins: integerParam({
    label: 'Bins',
    advanced: true,
    help: 'Bins of equal size that both samples are cut into; more come closer to permuting rows and take longer.',
    shownWhen: { name: 'permute', is: 'bins' },
    min: 16,
    max: 1024,
    default: 128,
  }),
  stopAfter: integerParam({
    label: 'Stop after',
    advanced: true,
    help: 'Stops once this many permutations have given at least the observed value: the test stays exact, and takes a small part of the time where there is no drift; a larger value gives a finer p-value; 0 draws all, 10 is usual.',
    unit: 'permutations',
    min: 0,
    max: 1000,
    default: 0,
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
  pictures: booleanParam({
    label: 'Pictures',
    advanced: true,
    help: 'Whether to draw where the samples differ (witness function, kernel heat map, ranking of columns), which takes a little longer.',
    default: true,
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
  promise: 'alpha',
  cost: { time: 'O((n + m)² (d + permutations))', memory: 'O((n + m)²)' },
  evolution: 'mmd-window',
})

export type MmdParams = (typeof params)['defaults']
