import { defineStream } from '../../define'
import { choiceParam, defineParams, numberParam } from '../../params'
import { missingParam, resetParam, runTimeParam, simulationsParam, windowsParam } from '../common-params'
import { seedParam } from '../test-params'

const params = defineParams({
  direction: choiceParam({
    label: 'Looks for',
    help: 'Whether ones that have become more frequent raise an alarm, or ones that have become rarer.',
    options: [
      { value: 'up', label: 'More ones' },
      { value: 'down', label: 'Fewer ones' },
    ],
    default: 'up',
  }),
  windows: windowsParam,
  runTime: runTimeParam,
  smoothing: numberParam({
    label: 'Smoothing',
    advanced: true,
    help: 'Weight of the newest value in the moving average of the statistic; a larger value smooths less and reacts sooner.',
    min: 0,
    exclusiveMin: true,
    max: 1,
    default: 0.99,
  }),
  simulations: simulationsParam,
  seed: seedParam,
  reset: resetParam,
  missing: missingParam,
})

export const fetOnline = defineStream({
  id: 'fet-online',
  name: 'Online FET',
  longName: 'Online Fisher exact test',
  family: 'data-drift',
  summary:
    'Has the share of ones in a column of zeros and ones changed? Newest windows of several sizes against the reference, with thresholds for an expected run time.',
  citation: {
    text: 'Ross, Tasoulis & Adams (2013). Sequential monitoring of a Bernoulli sequence when the pre-change parameter is unknown. Computational Statistics 28, 463–479.',
    doi: '10.1007/s00180-012-0311-7',
  },
  params,
  columns: 'error',
  needsReference: true,
  promise: 'run-time',
  cost: { time: 'O(1) per row and window', memory: 'O(w)' },
})

export type FetOnlineParams = (typeof params)['defaults']
