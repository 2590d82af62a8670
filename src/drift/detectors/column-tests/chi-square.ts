import { defineBatch } from '../../define'
import { booleanParam, choiceParam, defineParams } from '../../params'
import { correctionParam, profileParam } from '../common-params'
import { alphaParam } from '../test-params'

const params = defineParams({
  statistic: choiceParam({
    label: 'Statistic',
    advanced: true,
    help: 'How counts are compared: by squared differences (Pearson), or by the likelihood ratio (G-test).',
    options: [
      { value: 'pearson', label: 'Pearson’s χ²' },
      { value: 'g', label: 'G (likelihood ratio)' },
    ],
    default: 'pearson',
  }),
  yates: booleanParam({
    label: 'Yates’ correction',
    advanced: true,
    help: 'Whether columns of two categories are corrected for counts being whole numbers, which makes p larger, often too large.',
    default: true,
  }),
  alpha: alphaParam,
  correction: correctionParam,
  profile: profileParam('frouros', 'alibi', 'evidently'),
})

export const chiSquare = defineBatch({
  id: 'chi-square',
  name: 'Chi-square',
  longName: 'Chi-square test of homogeneity',
  family: 'data-drift',
  summary:
    'In which columns have the shares of the categories changed? Compares the count of each category with the one that equal shares would give.',
  citation: {
    text: 'Pearson (1900). On the criterion that a given system of deviations from the probable … Philosophical Magazine 50, 157–175.',
    doi: '10.1080/14786440009463897',
  },
  params,
  columns: 'many',
  accepts: 'both',
  promise: 'alpha',
  cost: { time: 'O(n + m) for categories, O((n + m) log(n + m)) for numbers', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type ChiSquareParams = (typeof params)['defaults']
