import { defineStream } from '../../define'
import { choiceParam, defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam, resetParam } from '../common-params'
import { seedParam } from '../test-params'

const params = defineParams(
  {
    alpha: numberParam({
      label: 'α',
      help: 'Alarm where the p-value of a single row’s test is at most this; a larger value finds smaller changes and raises more false alarms.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.0001,
    }),
    window: integerParam({
      label: 'Window',
      help: 'Rows that are kept; a larger value compares with a longer past.',
      unit: 'rows',
      min: 2,
      max: 10000,
      default: 100,
    }),
    recent: integerParam({
      label: 'Newest rows',
      help: 'Rows at the end of the window that are compared with as many of the rest; a larger value finds smaller changes, later.',
      unit: 'rows',
      min: 1,
      max: 5000,
      default: 30,
    }),
    sampling: choiceParam({
      label: 'Older rows',
      help: 'How the same number of older rows is chosen: drawn anew at each row, or at even distances, which leaves nothing to chance.',
      options: [
        { value: 'random', label: 'Drawn at random' },
        { value: 'stride', label: 'At even distances' },
      ],
      default: 'random',
    }),
    seed: seedParam,
    reset: resetParam,
    missing: missingParam,
    profile: profileParam('frouros', 'river'),
  },
  (p) =>
    2 * p.recent > p.window
      ? `Newest rows must be at most half of the window, from 1 to ${Math.floor(p.window / 2)}: as many older rows are drawn.`
      : null,
)

export const kswin = defineStream({
  id: 'kswin',
  name: 'KSWIN',
  longName: 'Kolmogorov–Smirnov windowing',
  family: 'change',
  summary:
    'Do the newest rows of a column look like those before? Compares their distributions at every row.',
  citation: {
    text: 'Raab, Heusinger & Schleif (2020). Reactive Soft Prototype Computing for Concept Drift Streams. Neurocomputing 416, 340–351.',
    doi: '10.1016/j.neucom.2019.11.111',
  },
  params,
  columns: 'one',
  needsReference: false,
  promise: 'alpha',
  cost: { time: 'O(w) per row', memory: 'O(w)' },
})

export type KswinParams = (typeof params)['defaults']
