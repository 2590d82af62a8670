import { defineBatch } from '../../define'
import { choiceParam, defineParams } from '../../params'
import { alternativeParam, correctionParam, missingBatchParam, profileParam } from '../common-params'
import { alphaParam } from '../test-params'

const params = defineParams({
  alternative: alternativeParam,
  variances: choiceParam({
    label: 'Variances',
    advanced: true,
    help: 'Whether each sample has its own variance (Welch), or both are taken to have the same (Student, pooled).',
    options: [
      { value: 'unequal', label: 'Each its own' },
      { value: 'equal', label: 'The same' },
    ],
    default: 'unequal',
  }),
  alpha: alphaParam,
  correction: correctionParam,
  missing: missingBatchParam,
  profile: profileParam('frouros', 'scipy', 'evidently'),
})

export const welch = defineBatch({
  id: 'welch',
  name: 'Welch t',
  longName: 'Welch’s t-test',
  family: 'data-drift',
  summary:
    'Which columns have a different mean? Compares the means by their standard errors, without assuming equal variances.',
  citation: {
    text: 'Welch (1947). The generalization of “Student’s” problem when several different population variances are involved. Biometrika 34, 28–35.',
    doi: '10.1093/biomet/34.1-2.28',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O(n + m)', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type WelchParams = (typeof params)['defaults']
