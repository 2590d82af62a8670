import { defineBatch } from '../../define'
import { choiceParam, defineParams } from '../../params'
import { profileParam } from '../common-params'
import { binningParam, binsParam, decisionParams } from './distance-params'

const params = defineParams({
  bins: binsParam,
  binning: binningParam('equal'),
  base: choiceParam({
    label: 'Unit',
    advanced: true,
    help: 'Base of the logarithm: the distance is at most 0.8326 with natural ones and at most 1 with those of base 2.',
    options: [
      { value: 'e', label: 'Nats (at most 0.8326)' },
      { value: '2', label: 'Bits (at most 1)' },
    ],
    default: 'e',
  }),
  ...decisionParams(0.1),
  profile: profileParam('frouros', 'evidently'),
})

export const js = defineBatch({
  id: 'js',
  name: 'JS',
  longName: 'Jensen–Shannon distance',
  family: 'data-drift',
  summary:
    'Which columns changed their distribution? A symmetric and bounded relative of KL: how well a value tells which of the two samples it is from.',
  citation: {
    text: 'Lin (1991). Divergence measures based on the Shannon entropy. IEEE Transactions on Information Theory 37, 145–151.',
    doi: '10.1109/18.61115',
  },
  params,
  columns: 'many',
  accepts: 'both',
  promise: 'none',
  cost: { time: 'O(n + m) and O(k) per permutation (k cells)', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type JsParams = (typeof params)['defaults']
