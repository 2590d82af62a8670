import { defineStream } from '../../define'
import { defineParams } from '../../params'
import { batchParams } from './batch-params'

export const cdbd = defineStream({
  id: 'cdbd',
  name: 'CDBD',
  longName: 'Confidence Distribution Batch Detection',
  family: 'data-drift',
  summary:
    'From which batch on are a classifier’s scores distributed differently? Needs no labels: watches one column, such as its confidence, batch by batch.',
  citation: {
    text: 'Lindstrom, Mac Namee & Delany (2013). Drift detection using uncertainty distribution divergence. Evolving Systems 4, 13–25.',
    doi: '10.1007/s12530-012-9061-6',
  },
  params: defineParams(batchParams('js')),
  columns: 'one',
  needsReference: true,
  promise: 'none',
  cost: { time: 'O(r + b) per batch', memory: 'O(r + b) (r: rows of the reference, b: of a batch)' },
})
