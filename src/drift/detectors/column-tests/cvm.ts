import { defineBatch } from '../../define'
import { choiceParam, defineParams } from '../../params'
import { correctionParam, permutationsParam, missingBatchParam, profileParam } from '../common-params'
import { alphaParam, seedParam } from '../test-params'

const params = defineParams({
  method: choiceParam({
    label: 'p-value',
    advanced: true,
    help: 'Exact for samples of up to 20 rows each and asymptotic beyond, by permutations where values are equal, or always one of these.',
    options: [
      { value: 'auto', label: 'Automatic' },
      { value: 'exact', label: 'Exact' },
      { value: 'asymptotic', label: 'Asymptotic' },
      { value: 'permutation', label: 'Permutation' },
    ],
    default: 'auto',
  }),
  permutations: permutationsParam,
  alpha: alphaParam,
  correction: correctionParam,
  missing: missingBatchParam,
  seed: seedParam,
  profile: profileParam('frouros', 'scipy', 'alibi', 'evidently'),
})

export const cvm = defineBatch({
  id: 'cvm',
  name: 'CvM',
  longName: 'Cramér–von Mises test',
  family: 'data-drift',
  summary:
    'Which columns changed? Adds up the squared differences of the two distribution functions, so that it sees broad shifts that KS, which looks at one place, may miss.',
  citation: {
    text: 'Anderson (1962). On the distribution of the two-sample Cramér–von Mises criterion. Annals of Mathematical Statistics 33, 1148–1159.',
    doi: '10.1214/aoms/1177704477',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O((n + m) log(n + m)); exact O(n m (n + m) lcm(n, m)²)', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type CvmParams = (typeof params)['defaults']
