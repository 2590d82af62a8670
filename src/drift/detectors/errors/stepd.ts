import { defineConcept } from '../../define'
import { defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam, resetParam } from '../common-params'

const params = defineParams(
  {
    window: integerParam({
      label: 'Recent rows',
      help: 'How many of the newest rows are compared with all before them; a larger value sees smaller changes, later.',
      unit: 'rows',
      min: 1,
      max: 100000,
      default: 30,
    }),
    alphaDrift: numberParam({
      label: 'α of the alarm',
      help: 'Alarm where the p-value lies below this; a larger value raises more and earlier alarms.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.003,
    }),
    alphaWarning: numberParam({
      label: 'α of the warning',
      help: 'Warning where the p-value lies below this; a larger value warns earlier and more often.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.05,
    }),
    reset: resetParam,
    missing: missingParam,
    profile: profileParam('frouros', 'moa'),
  },
  (p) =>
    p.alphaWarning > p.alphaDrift
      ? null
      : 'α of the warning must be larger than α of the alarm, for example 0.05 and 0.003: the warning comes before the alarm.',
)

export const stepd = defineConcept({
  id: 'stepd',
  name: 'STEPD',
  longName: 'Statistical Test of Equal Proportions',
  summary:
    'Was a classifier right less often in its last rows than before? Tests the two shares against each other.',
  citation: {
    text: 'Nishida and Yamauchi (2007). Detecting Concept Drift Using Statistical Testing. Discovery Science 2007, LNCS 4755, 264–269.',
    doi: '10.1007/978-3-540-75488-6_27',
  },
  params,
  columns: 'error',
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(w)' },
})

export type StepdParams = (typeof params)['defaults']
