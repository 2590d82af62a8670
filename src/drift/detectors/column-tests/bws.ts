import { defineBatch } from '../../define'
import { defineParams } from '../../params'
import { alternativeParam, correctionParam, permutationsParam } from '../common-params'
import { alphaParam, seedParam } from '../test-params'

const params = defineParams({
  alternative: alternativeParam,
  permutations: permutationsParam,
  alpha: alphaParam,
  correction: correctionParam,
  seed: seedParam,
})

export const bws = defineBatch({
  id: 'bws',
  name: 'BWS',
  longName: 'Baumgartner–Weiß–Schindler test',
  family: 'data-drift',
  summary:
    'Which columns changed? A rank test that weighs each squared difference by its variance, with the power of Anderson–Darling and an honest permutation p-value.',
  citation: {
    text: 'Baumgartner, Weiß, Schindler (1998). A nonparametric test for the general two-sample problem. Biometrics 54, 1129–1135.',
    doi: '10.2307/2533862',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O((n + m) (log(n + m) + permutations))', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type BwsParams = (typeof params)['defaults']
