import { defineBatch } from '../define'
import { choiceParam, defineParams } from '../params'
import { alphaParam } from './kernel-params'

const params = defineParams({
  alternative: choiceParam({
    label: 'Looks for',
    help: 'Any difference between the distributions, or only a test sample that is larger (or smaller) than the reference.',
    options: [
      { value: 'two-sided', label: 'Any difference' },
      { value: 'greater', label: 'Test values larger' },
      { value: 'less', label: 'Test values smaller' },
    ],
    default: 'two-sided',
  }),
  method: choiceParam({
    label: 'p-value',
    advanced: true,
    help: 'Exact for samples of up to 10 000 rows each and asymptotic beyond, or always one of the two.',
    options: [
      { value: 'auto', label: 'Automatic' },
      { value: 'exact', label: 'Exact' },
      { value: 'asymptotic', label: 'Asymptotic' },
    ],
    default: 'auto',
  }),
  alpha: alphaParam,
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
  cost: { time: 'O(nm) exact, O((n + m) log(n + m)) asymptotic', memory: 'O(n + m)' },
  evolution: null,
})

export type KsParams = (typeof params)['defaults']
