import { defineBatch } from '../../define'
import { defineParams } from '../../params'
import { profileParam } from '../common-params'
import { binningParam, binsParam, decisionParams } from './distance-params'

const params = defineParams({
  bins: binsParam,
  binning: binningParam('quantile'),
  ...decisionParams(0.1),
  profile: profileParam('frouros', 'evidently'),
})

export const psi = defineBatch({
  id: 'psi',
  name: 'PSI',
  longName: 'Population stability index',
  family: 'data-drift',
  summary:
    'Which columns changed their distribution? The index of credit scoring: sums how much each tenth of the reference has gained or lost, on a logarithmic scale.',
  citation: {
    text: 'Wu & Olson (2010). Enterprise risk management: coping with model risk in a large bank. Journal of the Operational Research Society 61, 179–190.',
    doi: '10.1057/jors.2008.144',
  },
  params,
  columns: 'many',
  accepts: 'both',
  promise: 'none',
  cost: { time: 'O((n + m) log(n + m)) and O(n + m) per permutation', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type PsiParams = (typeof params)['defaults']
