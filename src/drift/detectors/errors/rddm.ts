import { defineConcept } from '../../define'
import { defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam } from '../common-params'

const params = defineParams(
  {
    warningLevel: numberParam({
      label: 'Warning level',
      help: 'Warning when the error rate lies this many standard deviations above its minimum; a larger value warns later.',
      min: 0,
      exclusiveMin: true,
      max: 1000,
      default: 1.773,
    }),
    driftLevel: numberParam({
      label: 'Drift level',
      help: 'Alarm when the error rate lies this many standard deviations above its minimum; a larger value raises fewer and later alarms.',
      min: 0,
      exclusiveMin: true,
      max: 1000,
      default: 2.258,
    }),
    minInstances: integerParam({
      label: 'Warm-up',
      help: 'No alarm before this many rows; a larger value gives a steadier error rate.',
      unit: 'rows',
      min: 1,
      max: 1000000,
      default: 129,
    }),
    maxConcept: integerParam({
      label: 'Longest concept',
      advanced: true,
      help: 'After this many rows outside a warning, the error rate is rebuilt from the stored rows alone; a larger value forgets later.',
      unit: 'rows',
      min: 1,
      max: 100000000,
      default: 40000,
    }),
    minConcept: integerParam({
      label: 'Stored rows',
      advanced: true,
      help: 'How many of the newest rows are kept to rebuild the error rate from; a larger value remembers more.',
      unit: 'rows',
      min: 1,
      max: 20000,
      default: 7000,
    }),
    warningLimit: integerParam({
      label: 'Longest warning',
      advanced: true,
      help: 'A warning that lasts this many rows becomes an alarm; a larger value waits longer.',
      unit: 'rows',
      min: 1,
      max: 1000000,
      default: 1400,
    }),
    missing: missingParam,
    profile: profileParam('frouros'),
  },
  (p) =>
    p.driftLevel > p.warningLevel
      ? null
      : 'Drift level must be larger than Warning level, for example 2.258 and 1.773: the warning comes before the alarm.',
)

export const rddm = defineConcept({
  id: 'rddm',
  name: 'RDDM',
  longName: 'Reactive Drift Detection Method',
  summary:
    'DDM for long streams: it forgets old rows, so that the error rate still moves after many of them.',
  citation: {
    text: 'Barros, Cabral, Gonçalves and Santos (2017). RDDM: Reactive drift detection method. Expert Systems with Applications 90, 344–355.',
    doi: '10.1016/j.eswa.2017.08.023',
  },
  params,
  columns: 'error',
  promise: 'none',
  cost: { time: 'O(1) per row, O(stored) after an alarm', memory: 'O(stored)' },
})

export type RddmParams = (typeof params)['defaults']
