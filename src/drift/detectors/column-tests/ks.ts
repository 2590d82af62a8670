import { defineBatch } from '../../define'
import { defineParams } from '../../params'
import {
  alternativeParam,
  correctionParam,
  methodParam,
  missingBatchParam,
  permutationsParam,
  profileParam,
} from '../common-params'
import { alphaParam, seedParam } from '../test-params'

const params = defineParams({
  alternative: alternativeParam,
  method: methodParam('samples of up to 10 000 rows each (equal values: of many more)'),
  permutations: permutationsParam,
  alpha: alphaParam,
  correction: correctionParam,
  missing: missingBatchParam,
  seed: seedParam,
  profile: profileParam('frouros', 'scipy', 'alibi', 'evidently'),
})

export const ks = defineBatch({
  id: 'ks',
  name: 'KS',
  longName: 'Kolmogorov–Smirnov test',
  family: 'data-drift',
  summary:
    'Which columns changed? Compares the distribution functions of each column by itself, corrected for the number of columns.',
  citation: {
    text: 'Hodges (1958). The significance probability of the Smirnov two-sample test. Arkiv för Matematik 3, 469–486.',
    doi: '10.1007/BF02589501',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: {
    time: 'O(nm) exact, O((n + m) log(n + m)) asymptotic, O(B (n + m)) by permutations',
    memory: 'O(n + m)',
  },
  evolution: null,
  eachColumn: true,
})

export type KsParams = (typeof params)['defaults']
