import { defineStream } from '../../define'
import { defineParams, detectorsParam } from '../../params'
import { missingParam, resetParam } from '../common-params'
import { confirmedParams, countParams, streamRuleParam } from './ensemble-params'

const params = defineParams({
  members: detectorsParam({
    label: 'Members',
    help: 'Detectors that run along the stream in parallel; a single-column detector runs on every column, and the detectors on the same column vote together.',
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
  summary:
    'Do several detectors agree that something changed? They run along the stream in parallel and vote.',
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
