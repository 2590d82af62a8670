import { defineBatch } from '../../define'
import { choiceParam, defineParams } from '../../params'
import { profileParam } from '../common-params'
import { decisionParams } from './distance-params'

const params = defineParams(
  {
    unit: choiceParam({
      label: 'Unit',
      help: 'The distance in standard deviations of the reference, so that columns can be compared, or in the unit of the data.',
      options: [
        { value: 'sd', label: 'Standard deviations' },
        { value: 'data', label: 'Unit of the data' },
      ],
      default: 'sd',
    }),
    ...decisionParams(0.1),
    profile: profileParam('evidently'),
  },
  (p) =>
    p.profile === 'evidently' && p.unit === 'data'
      ? 'The profile of Evidently divides by the standard deviation: set Unit to Standard deviations.'
      : null,
)

export const emd = defineBatch({
  id: 'emd',
  name: 'EMD',
  longName: 'Earth mover’s distance (Wasserstein-1)',
  family: 'data-drift',
  summary:
    'Which columns changed, and how far? How far a row must be moved, on average, to turn the reference into the test sample.',
  citation: {
    text: 'Rubner, Tomasi & Guibas (2000). The Earth Mover’s Distance as a Metric for Image Retrieval. International Journal of Computer Vision 40, 99–121.',
    doi: '10.1023/A:1026543900054',
  },
  params,
  columns: 'many',
  accepts: 'numbers',
  promise: 'none',
  cost: { time: 'O((n + m) log(n + m)) and O(n + m) per permutation', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type EmdParams = (typeof params)['defaults']
