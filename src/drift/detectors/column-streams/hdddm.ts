import { defineStream } from '../../define'
import { defineParams } from '../../params'
import { batchParams } from './batch-params'

const params = defineParams(batchParams('hellinger'))

export const hdddm = defineStream({
  id: 'hdddm',
  name: 'HDDDM',
  longName: 'Hellinger Distance Drift Detection Method',
  family: 'data-drift',
  summary:
    'From which batch on is the stream different? Watches how much the distance from the growing reference changes from one batch to the next.',
  citation: {
    text: 'Ditzler & Polikar (2011). Hellinger distance based drift detection for nonstationary environments. IEEE Symposium on Computational Intelligence in Dynamic and Uncertain Environments, 41–48.',
    doi: '10.1109/CIDUE.2011.5948491',
  },
  params,
  columns: 'many',
  needsReference: true,
  promise: 'none',
  cost: { time: 'O(d (r + b)) per batch', memory: 'O(d (r + b)) (r: rows of the reference, b: of a batch)' },
})

export type BatchParams = (typeof params)['defaults']
