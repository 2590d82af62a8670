import { defineBatch } from '../../define'
import { choiceParam, defineParams } from '../../params'
import { correctionParam, permutationsParam, profileParam } from '../common-params'
import { alphaParam, seedParam } from '../test-params'

const params = defineParams({
  method: choiceParam({
    label: 'p-value',
    advanced: true,
    help: 'By permutations for fewer than 40 rows or equal values and asymptotic otherwise, or always one of the two.',
    options: [
      { value: 'auto', label: 'Automatic' },
      { value: 'permutation', label: 'Permutation' },
      { value: 'asymptotic', label: 'Asymptotic' },
    ],
    default: 'auto',
  }),
  permutations: permutationsParam,
  alpha: alphaParam,
  correction: correctionParam,
  seed: seedParam,
  profile: profileParam('astropy'),
})

export const kuiper = defineBatch({
  id: 'kuiper',
  name: 'Kuiper',
  longName: 'Kuiper’s test',
  family: 'data-drift',
  summary:
    'Which columns changed? Adds the largest gaps to either side of the distribution functions, so that it sees changes of the spread as well as of the middle, also on a circle.',
  citation: {
    text: 'Stephens (1965). The goodness-of-fit statistic V_N: distribution and significance points. Biometrika 52, 309–321.',
    doi: '10.1093/biomet/52.3-4.309',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O((n + m) (log(n + m) + permutations))', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type KuiperParams = (typeof params)['defaults']
