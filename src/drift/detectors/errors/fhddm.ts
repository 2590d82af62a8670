import { defineConcept } from '../../define'
import { defineParams, integerParam, numberParam } from '../../params'
import { missingParam, resetParam } from '../common-params'

const params = defineParams(
  {
    window: integerParam({
      label: 'Window',
      help: 'How many of the newest rows are looked at; a larger value sees smaller changes, later.',
      unit: 'rows',
      min: 1,
      max: 100000,
      default: 100,
    }),
    shortWindow: integerParam({
      label: 'Short window',
      help: 'Stacks a second, shorter window that sees abrupt changes sooner (FHDDMS), for example 25; a larger value sees smaller changes. 0: none.',
      unit: 'rows',
      min: 0,
      max: 100000,
      default: 0,
    }),
    delta: numberParam({
      label: 'δ',
      help: 'Largest probability of a false alarm in a single comparison; a larger value raises more and earlier alarms.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      exclusiveMax: true,
      default: 1e-6,
    }),
    reset: resetParam,
    missing: missingParam,
  },
  (p) =>
    p.shortWindow <= p.window
      ? null
      : 'Short window must not be longer than Window, for example 25 and 100: it is the newest part of it.',
)

export const fhddm = defineConcept({
  id: 'fhddm',
  name: 'FHDDM',
  longName: 'Fast Hoeffding Drift Detection Method',
  summary:
    'Did a classifier get worse abruptly? Compares the share of right answers in a window with the best it ever was.',
  citation: {
    text: 'Pesaranghader and Viktor (2016). Fast Hoeffding Drift Detection Method for Evolving Data Streams. ECML PKDD 2016, LNCS 9852, 96–111; stacked windows: Pesaranghader, Viktor and Paquet (2018), Machine Learning 107, 1711–1743, doi 10.1007/s10994-018-5719-z.',
    doi: '10.1007/978-3-319-46227-1_7',
  },
  params,
  columns: 'error',
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(w)' },
})

export type FhddmParams = (typeof params)['defaults']
