import { defineBatch } from '../../define'
import { defineParams, integerParam } from '../../params'
import { profileParam } from '../common-params'
import { alphaParam, kernelParams, seedParam } from '../test-params'

const params = defineParams({
  ...kernelParams,
  centres: integerParam({
    label: 'Centres',
    help: 'Reference rows, drawn by the seed, that are the centres of the fitted bumps; more show finer differences and take longer; 0 takes a twentieth of the reference.',
    min: 0,
    max: 1000,
    default: 0,
  }),
  permutations: integerParam({
    label: 'Permutations',
    help: 'How many times the rows are reshuffled between the two samples; more give a finer p-value and take longer.',
    min: 19,
    max: 100000,
    default: 999,
  }),
  alpha: alphaParam,
  seed: seedParam,
  profile: profileParam('alibi'),
})

export const lsdd = defineBatch({
  id: 'lsdd',
  name: 'LSDD',
  longName: 'Least-squares density difference',
  family: 'data-drift',
  summary:
    'Where do the densities of two samples differ, and is it more than chance? Fits the difference itself, all columns together.',
  citation: {
    text: 'Bu, Alippi, Zhao (2018). A pdf-Free Change Detection Test Based on Density Difference Estimation. IEEE Transactions on Neural Networks and Learning Systems 29, 324–334.',
    doi: '10.1109/TNNLS.2016.2619909',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O((n + m) C (d + permutations)), C centres', memory: 'O((n + m) C)' },
  evolution: null,
})

export type LsddParams = (typeof params)['defaults']
