import { defineBatch } from '../../define'
import { choiceParam, defineParams } from '../../params'
import { correctionParam, profileParam } from '../common-params'
import { alphaParam } from '../test-params'

const params = defineParams({
  alternative: choiceParam({
    label: 'Looks for',
    help: 'Any difference of the shares, or only a test sample with a larger (or smaller) share of ones than the reference.',
    options: [
      { value: 'two-sided', label: 'Any difference' },
      { value: 'greater', label: 'More ones in the test sample' },
      { value: 'less', label: 'Fewer ones in the test sample' },
    ],
    default: 'two-sided',
  }),
  alpha: alphaParam,
  correction: correctionParam,
  profile: profileParam('alibi', 'evidently'),
})

export const fisher = defineBatch({
  id: 'fisher',
  name: 'Fisher exact',
  longName: 'Fisher’s exact test',
  family: 'data-drift',
  summary:
    'Which columns of two categories have a different share of ones? Exact for any number of rows, by the hypergeometric distribution.',
  citation: {
    text: 'Fisher (1935). The logic of inductive inference. Journal of the Royal Statistical Society 98, 39–82.',
    doi: '10.2307/2342435',
  },
  params,
  columns: 'many',
  accepts: 'both',
  promise: 'alpha',
  cost: { time: 'O(n + m)', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type FisherParams = (typeof params)['defaults']
