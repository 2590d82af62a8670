import { defineStream } from '../../define'
import { defineParams } from '../../params'
import { missingParam, resetParam } from '../common-params'
import { kernelParams, runTimeParams, seedParam } from '../test-params'

const params = defineParams({
  ...runTimeParams,
  ...kernelParams,
  seed: seedParam,
  reset: resetParam,
  missing: missingParam,
})

export const mmdOnline = defineStream({
  id: 'mmd-online',
  name: 'Online MMD',
  longName: 'Maximum Mean Discrepancy with thresholds for an expected run time',
  family: 'data-drift',
  summary:
    'When did the data change, answered row by row? Compares the last rows with the reference; thresholds are found so that a false alarm comes once in a given number of rows.',
  citation: {
    text: 'Cobb, Van Looveren, Klaise (2022). Sequential Multivariate Change Detection with Calibrated and Memoryless False Detection Rates. AISTATS 2022 (preprint under the DOI).',
    doi: '10.48550/arXiv.2108.00883',
  },
  params,
  columns: 'many',
  needsReference: true,
  promise: 'run-time',
  cost: { time: 'O(n + w) kernel values per row', memory: 'O(n + w d)' },
})

export type MmdOnlineParams = (typeof params)['defaults']
