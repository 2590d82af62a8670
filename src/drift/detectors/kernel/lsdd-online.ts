import { defineStream } from '../../define'
import { defineParams, integerParam } from '../../params'
import { missingParam, resetParam } from '../common-params'
import { kernelParams, runTimeParams, seedParam } from '../test-params'

const params = defineParams({
  ...runTimeParams,
  ...kernelParams,
  centres: integerParam({
    label: 'Centres',
    help: 'Reference rows, drawn by the seed, that are the centres of the fitted bumps; more show finer differences and take longer; 0 takes twice the window, at most 50.',
    min: 0,
    max: 500,
    default: 0,
  }),
  seed: seedParam,
  reset: resetParam,
  missing: missingParam,
})

export const lsddOnline = defineStream({
  id: 'lsdd-online',
  name: 'Online LSDD',
  longName: 'Least-squares density difference with thresholds for an expected run time',
  family: 'data-drift',
  summary:
    'When did the data change, answered row by row, at a cost that does not grow with the reference? Fits the difference of two densities; a false alarm comes once in a given number of rows.',
  citation: {
    text: 'Bu, Alippi, Zhao (2018). A pdf-Free Change Detection Test Based on Density Difference Estimation. IEEE Transactions on Neural Networks and Learning Systems 29, 324–334.',
    doi: '10.1109/TNNLS.2016.2619909',
  },
  params,
  columns: 'many',
  needsReference: true,
  promise: 'run-time',
  cost: { time: 'O(C d + C²) per row, C centres', memory: 'O(w C + C²)' },
})

export type LsddOnlineParams = (typeof params)['defaults']
