import { defineBatch } from '../../define'
import { booleanParam, defineParams } from '../../params'
import {
  alternativeParam,
  correctionParam,
  methodParam,
  missingBatchParam,
  profileParam,
} from '../common-params'
import { alphaParam } from '../test-params'

const params = defineParams({
  alternative: alternativeParam,
  method: methodParam('a sample of up to 8 rows without equal values'),
  continuity: booleanParam({
    label: 'Continuity correction',
    advanced: true,
    help: 'Whether half a step is taken off before the normal approximation, which makes p a little larger.',
    default: true,
  }),
  alpha: alphaParam,
  correction: correctionParam,
  missing: missingBatchParam,
  profile: profileParam('frouros', 'scipy', 'evidently'),
})

export const mannWhitney = defineBatch({
  id: 'mann-whitney',
  name: 'Mann–Whitney',
  longName: 'Mann–Whitney U test',
  family: 'data-drift',
  summary:
    'Which columns moved? Counts how often a reference value lies above a test value: a test of location that outliers do not disturb.',
  citation: {
    text: 'Mann, Whitney (1947). On a test of whether one of two random variables is stochastically larger than the other. Annals of Mathematical Statistics 18, 50–60.',
    doi: '10.1214/aoms/1177730491',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O((n + m) log(n + m)); exact O(n m min(n, m))', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type MannWhitneyParams = (typeof params)['defaults']
