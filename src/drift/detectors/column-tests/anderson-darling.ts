import { defineBatch } from '../../define'
import { choiceParam, defineParams } from '../../params'
import { correctionParam, missingBatchParam, permutationsParam, profileParam } from '../common-params'
import { alphaParam, seedParam } from '../test-params'

const params = defineParams({
  ties: choiceParam({
    label: 'Equal values',
    advanced: true,
    help: 'Whether equal values share their middle rank, or count from the right as in a distribution function.',
    options: [
      { value: 'midrank', label: 'Middle rank' },
      { value: 'right', label: 'From the right' },
    ],
    default: 'midrank',
  }),
  method: choiceParam({
    label: 'p-value',
    advanced: true,
    help: 'Asymptotic, and by permutations where values are equal or rows few, or always one of these. The published tables hold p between 0.001 and 0.25.',
    options: [
      { value: 'auto', label: 'Automatic' },
      { value: 'asymptotic', label: 'Asymptotic' },
      { value: 'tables', label: 'Tables' },
      { value: 'permutation', label: 'Permutation' },
    ],
    default: 'auto',
  }),
  permutations: permutationsParam,
  alpha: alphaParam,
  correction: correctionParam,
  missing: missingBatchParam,
  seed: seedParam,
  profile: profileParam('frouros', 'scipy', 'evidently'),
})

export const andersonDarling = defineBatch({
  id: 'anderson-darling',
  name: 'Anderson–Darling',
  longName: 'Anderson–Darling two-sample test',
  family: 'data-drift',
  summary:
    'Which columns changed? Like Cramér–von Mises, with more weight on the tails: it sees changes of the extremes.',
  citation: {
    text: 'Scholz, Stephens (1987). K-sample Anderson–Darling tests. Journal of the American Statistical Association 82, 918–924.',
    doi: '10.1080/01621459.1987.10478517',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O((n + m) log(n + m))', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type AndersonDarlingParams = (typeof params)['defaults']
