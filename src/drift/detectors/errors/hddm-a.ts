import { defineConcept } from '../../define'
import { booleanParam, defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam, resetParam } from '../common-params'

const params = defineParams(
  {
    alphaDrift: numberParam({
      label: 'α of the alarm',
      help: 'Largest probability of a false alarm in a single comparison; a larger value raises more and earlier alarms.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.001,
    }),
    alphaWarning: numberParam({
      label: 'α of the warning',
      help: 'The same for the warning; a larger value warns earlier and more often.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.005,
    }),
    twoSided: booleanParam({
      label: 'Falls too',
      help: 'Whether a fall of the error rate raises an alarm as well as a rise does.',
      default: false,
    }),
    minInstances: integerParam({
      label: 'Warm-up',
      advanced: true,
      help: 'No alarm before this many rows; a larger value starts later. Frouros alone has a warm-up.',
      unit: 'rows',
      shownWhen: { name: 'profile', is: 'frouros' },
      min: 1,
      max: 1000000,
      default: 30,
    }),
    reset: resetParam,
    missing: missingParam,
    profile: profileParam('frouros', 'moa'),
  },
  (p) =>
    p.alphaWarning > p.alphaDrift
      ? null
      : 'α of the warning must be larger than α of the alarm, for example 0.005 and 0.001: the warning comes before the alarm.',
  (p) =>
    p.profile === 'frouros' && p.twoSided
      ? 'Falls too is not offered in the profile of Frouros, whose two-sided test raises an alarm at every new best error rate: turn it off, or choose another profile.'
      : null,
)

export const hddmA = defineConcept({
  id: 'hddm-a',
  name: 'HDDM-A',
  longName: 'Hoeffding Drift Detection Method, test of averages',
  summary:
    'Is the error rate higher than it was up to its best moment? A bound that holds for any distribution.',
  citation: {
    text: 'Frías-Blanco, del Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz and Caballero-Mota (2015). Online and Non-Parametric Drift Detection Methods Based on Hoeffding’s Bounds. IEEE Transactions on Knowledge and Data Engineering 27, 810–823.',
    doi: '10.1109/TKDE.2014.2345382',
  },
  params,
  columns: 'error',
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(1)' },
})

export type HddmAParams = (typeof params)['defaults']
