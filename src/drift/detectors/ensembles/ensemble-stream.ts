import { defineStream } from '../../define'
import { defineParams, detectorsParam } from '../../params'
import { missingParam, resetParam } from '../common-params'
import { confirmedParams, countParams, streamRuleParam } from './ensemble-params'

const params = defineParams({
  members: detectorsParam({
    label: 'Members',
    help: 'Detectors that walk the stream side by side; a detector of one column runs on each, and those of one column vote together.',
    of: 'stream',
    default: 'page-hinkley,adwin,kswin',
  }),
  rule: streamRuleParam,
  ...countParams,
  ...confirmedParams,
  reset: resetParam,
  missing: missingParam,
})

export const ensembleStream = defineStream({
  id: 'ensemble-stream',
  name: 'Stream ensemble',
  longName: 'Ensemble of streaming detectors',
  family: 'ensemble',
  summary: 'Do several detectors agree that something changed? They walk the stream side by side, and vote.',
  citation: {
    text: 'Maciel, Santos & Barros (2015). A lightweight concept drift detection ensemble. ICTAI ’15, 1061–1068.',
    doi: '10.1109/ICTAI.2015.151',
  },
  params,
  columns: 'many',
  needsReference: false,
  promise: 'none',
  cost: { time: 'the sum of its members’', memory: 'the sum of its members’' },
})

export type EnsembleStreamParams = (typeof params)['defaults']
