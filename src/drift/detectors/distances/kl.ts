import { defineBatch } from '../../define'
import { choiceParam, defineParams, numberParam } from '../../params'
import { profileParam } from '../common-params'
import { binningParam, binsParam, decisionParams } from './distance-params'

const params = defineParams(
  {
    direction: choiceParam({
      label: 'Direction',
      help: 'KL(test ‖ reference) asks how surprising the test sample is to someone who expects the reference; the other direction asks the reverse. They differ.',
      options: [
        { value: 'test-reference', label: 'Test ‖ reference' },
        { value: 'reference-test', label: 'Reference ‖ test' },
      ],
      default: 'test-reference',
    }),
    bins: binsParam,
    binning: binningParam('equal'),
    smoothing: numberParam({
      label: 'Smoothing',
      advanced: true,
      help: 'Rows added to each cell of the smaller sample, and as large a share to the other, so that an empty cell does not make the distance infinite; a larger value pulls it towards 0.',
      unit: 'rows',
      min: 0,
      max: 100,
      default: 0.5,
    }),
    ...decisionParams(0.1),
    profile: profileParam('frouros', 'evidently'),
  },
  (p) =>
    p.profile === 'frouros' && p.direction !== 'test-reference'
      ? 'The profile of Frouros computes KL(test ‖ reference): set Direction to Test ‖ reference.'
      : p.profile === 'evidently' && p.direction !== 'reference-test'
        ? 'The profile of Evidently computes KL(reference ‖ test): set Direction to Reference ‖ test.'
        : null,
)

export const kl = defineBatch({
  id: 'kl',
  name: 'KL',
  longName: 'Kullback–Leibler divergence',
  family: 'data-drift',
  summary:
    'Which columns changed their distribution? The surprise, in nats per row, of someone who expects one sample and meets the other. Not symmetric.',
  citation: {
    text: 'Kullback & Leibler (1951). On Information and Sufficiency. Annals of Mathematical Statistics 22, 79–86.',
    doi: '10.1214/aoms/1177729694',
  },
  params,
  columns: 'many',
  accepts: 'both',
  promise: 'none',
  cost: { time: 'O(n + m) and O(k) per permutation (k cells)', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type KlParams = (typeof params)['defaults']
