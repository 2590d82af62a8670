import { defineConcept } from '../../define'
import { choiceParam, defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam, resetParam } from '../common-params'

const params = defineParams({
  lambda: numberParam({
    label: 'λ',
    help: 'Weight of the newest row in the moving error rate; a larger value forgets faster. The control limits were fitted at 0.2.',
    min: 0,
    max: 1,
    default: 0.2,
  }),
  averageRunLength: choiceParam({
    label: 'Rows between false alarms',
    help: 'How many rows lie between two false alarms on average. The published limits keep it at 400; at 100 and 1000 false alarms come sooner, where errors are many or few.',
    options: [
      { value: '100', label: '100' },
      { value: '400', label: '400' },
      { value: '1000', label: '1000' },
    ],
    default: '400',
  }),
  warningLevel: numberParam({
    label: 'Warning level',
    help: 'Warning at this share of the control limit; a larger value warns later.',
    min: 0,
    exclusiveMin: true,
    max: 1,
    exclusiveMax: true,
    default: 0.5,
  }),
  minInstances: integerParam({
    label: 'Warm-up',
    help: 'No alarm before this many rows, nor within this many after an alarm; a larger value gives a steadier error rate.',
    unit: 'rows',
    min: 1,
    max: 1000000,
    default: 30,
  }),
  reset: resetParam,
  missing: missingParam,
  profile: profileParam('frouros', 'moa'),
})

export const ecddWt = defineConcept({
  id: 'ecdd-wt',
  name: 'ECDD-WT',
  longName: 'EWMA for Concept Drift Detection, with warning threshold',
  summary:
    'When did a classifier begin to err more? A control chart of its recent error rate, with few false alarms at a rate you choose.',
  citation: {
    text: 'Ross, Adams, Tasoulis and Hand (2012). Exponentially weighted moving average charts for detecting concept drift. Pattern Recognition Letters 33, 191–198.',
    doi: '10.1016/j.patrec.2011.08.019',
  },
  params,
  columns: 'error',
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(1)' },
})

export type EcddWtParams = (typeof params)['defaults']
