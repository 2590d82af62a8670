import { defineStream } from '../../define'
import { defineParams } from '../../params'
import { missingParam, resetParam, runTimeParam, simulationsParam, windowsParam } from '../common-params'
import { seedParam } from '../test-params'

const params = defineParams({
  windows: windowsParam,
  runTime: runTimeParam,
  simulations: simulationsParam,
  seed: seedParam,
  reset: resetParam,
  missing: missingParam,
})

export const cvmOnline = defineStream({
  id: 'cvm-online',
  name: 'Online CvM',
  longName: 'Online Cramér–von Mises test',
  family: 'data-drift',
  summary:
    'When did the distribution of a column change? Newest windows of several sizes against the reference, with thresholds for an expected run time.',
  citation: {
    text: 'Ross & Adams (2012). Two nonparametric control charts for detecting arbitrary distribution changes. Journal of Quality Technology 44, 102–116.',
    doi: '10.1080/00224065.2012.11917887',
  },
  params,
  columns: 'many',
  needsReference: true,
  promise: 'run-time',
  cost: { time: 'O(log n + w) per row and column', memory: 'O(n + w) per column' },
})

export type CvmOnlineParams = (typeof params)['defaults']
