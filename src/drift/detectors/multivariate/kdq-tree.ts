import { defineBatch } from '../../define'
import { defineParams, integerParam, numberParam } from '../../params'
import { profileParam } from '../common-params'
import { alphaParam, seedParam } from '../test-params'

const params = defineParams({
  mostRows: integerParam({
    label: 'Rows in a cell',
    help: 'A cell with more rows is halved; a larger value makes fewer and coarser cells.',
    unit: 'rows',
    min: 1,
    max: 100000,
    default: 100,
  }),
  smallest: numberParam({
    label: 'Smallest cell',
    advanced: true,
    help: 'A cell is not halved where its half would be narrower than this share of the whole range; a larger value makes coarser cells.',
    min: 0,
    max: 1,
    default: 2e-10,
  }),
  draws: integerParam({
    label: 'Draws',
    help: 'How many times the rows are reshuffled (or samples are drawn, in the profile of Menelaus) to find the critical value; more give a finer p-value.',
    min: 19,
    max: 100000,
    default: 999,
  }),
  alpha: alphaParam,
  seed: seedParam,
  profile: profileParam('menelaus'),
})

export const kdqTree = defineBatch({
  id: 'kdq-tree',
  name: 'kdq-tree',
  longName: 'Kullback–Leibler divergence over a kdq-tree',
  family: 'data-drift',
  summary:
    'In which parts of the space do the samples differ? Cuts the space of all columns into cells and compares how many rows lie in each.',
  citation: {
    text: 'Dasu, Krishnan, Lin, Venkatasubramanian, Yi (2009). Change (Detection) You Can Believe in: Finding Distributional Shifts in Data Streams. Advances in Intelligent Data Analysis VIII; the method is that of Dasu et al. 2006 (Interface of Statistics).',
    doi: '10.1007/978-3-642-03915-7_3',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O((n + m)(d · depth + draws))', memory: 'O(n + m + leaves)' },
  evolution: null,
})

export type KdqTreeParams = (typeof params)['defaults']
