import { defineConcept } from '../../define'
import { choiceParam, defineParams, integerParam, numberParam } from '../../params'
import { missingParam, resetParam } from '../common-params'

const params = defineParams({
  forgetting: numberParam({
    label: 'Forgetting factor',
    help: 'Weight of the past at each row; 1 gives the plain mean of all errors, a smaller value follows the recent ones.',
    min: 0,
    exclusiveMin: true,
    max: 1,
    default: 0.99,
  }),
  alarm: choiceParam({
    label: 'Alarm',
    help: 'Whether the curve is only drawn, or raises an alarm above a limit that you give.',
    options: [
      { value: 'none', label: 'None, only a curve' },
      { value: 'limit', label: 'Above a limit' },
    ],
    default: 'none',
  }),
  limit: numberParam({
    label: 'Limit',
    help: 'Error rate above which an alarm is raised; a larger value raises fewer and later alarms.',
    shownWhen: { name: 'alarm', is: 'limit' },
    min: 0,
    max: 1,
    default: 0.3,
  }),
  minInstances: integerParam({
    label: 'Warm-up',
    help: 'No alarm before this many rows, nor within this many after an alarm; a larger value waits for a steadier rate.',
    unit: 'rows',
    shownWhen: { name: 'alarm', is: 'limit' },
    min: 1,
    max: 1000000,
    default: 100,
  }),
  reset: resetParam,
  missing: missingParam,
})

export const prequentialError = defineConcept({
  id: 'prequential-error',
  name: 'Prequential error',
  longName: 'Prequential error with fading',
  summary:
    'How often is the classifier wrong at the moment? The mean error along the stream, old rows fading; an alarm only above a limit that you set.',
  citation: {
    text: 'Gama, Sebastião & Rodrigues (2013). On evaluating stream learning algorithms. Machine Learning 90, 317–346.',
    doi: '10.1007/s10994-012-5320-9',
  },
  params,
  columns: 'error',
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(1)' },
})

export type PrequentialErrorParams = (typeof params)['defaults']
