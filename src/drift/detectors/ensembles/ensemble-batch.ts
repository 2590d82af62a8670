import { defineBatch } from '../../define'
import { defineParams, detectorsParam } from '../../params'
import { batchRuleParam, countParams } from './ensemble-params'

const params = defineParams({
  members: detectorsParam({
    label: 'Members',
    help: 'Detectors that compare the two samples, each by its own rule; all see all columns.',
    of: 'batch',
    default: 'mmd,ks,energy',
  }),
  rule: batchRuleParam,
  ...countParams,
})

export const ensembleBatch = defineBatch({
  id: 'ensemble-batch',
  name: 'Batch ensemble',
  longName: 'Ensemble of batch detectors',
  family: 'ensemble',
  summary:
    'Do several detectors agree that two samples differ? Each compares them in its own way, and votes.',
  citation: {
    text: 'Maciel, Santos & Barros (2015). A lightweight concept drift detection ensemble. ICTAI ’15, 1061–1068.',
    doi: '10.1109/ICTAI.2015.151',
  },
  params,
  columns: 'many',
  accepts: 'both',
  promise: 'none',
  cost: { time: 'the sum of its members’', memory: 'the largest of its members’' },
  evolution: null,
  eachColumn: true,
})

export type EnsembleBatchParams = (typeof params)['defaults']
