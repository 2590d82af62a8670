import { defineStream } from '../../define'
import { choiceParam, defineParams, integerParam, numberParam } from '../../params'
import { alphaParam, kernelParams, seedParam } from '../test-params'

const params = defineParams({
  windowBy: choiceParam({
    label: 'Window by',
    help: 'Whether each window holds the same number of rows, or the rows of the same length of time, by the column that orders them.',
    options: [
      { value: 'rows', label: 'Rows' },
      { value: 'time', label: 'Time' },
    ],
    default: 'rows',
  }),
  window: integerParam({
    label: 'Window',
    help: 'Rows of the test sample in each window; a larger window sees smaller changes, later.',
    shownWhen: { name: 'windowBy', is: 'rows' },
    unit: 'rows',
    min: 2,
    max: 100000,
    default: 100,
  }),
  duration: numberParam({
    label: 'Duration',
    help: 'Time in each window: days where the rows are ordered by dates, the unit of their column where by numbers; a longer window sees smaller changes, later.',
    shownWhen: { name: 'windowBy', is: 'time' },
    min: 0,
    exclusiveMin: true,
    max: 1e12,
    default: 30,
  }),
  fewestRows: integerParam({
    label: 'Fewest rows',
    advanced: true,
    help: 'Windows with fewer rows have no value; small windows vary most, so a larger number lowers the threshold.',
    shownWhen: { name: 'windowBy', is: 'time' },
    unit: 'rows',
    min: 2,
    max: 100000,
    default: 10,
  }),
  step: integerParam({
    label: 'Step',
    advanced: true,
    help: 'Rows (or different times) from one window to the next; 0 takes the smallest step that gives at most 10 000 windows.',
    unit: 'rows',
    min: 0,
    max: 100000,
    default: 0,
  }),
  control: choiceParam({
    label: 'False alarms',
    help: 'Whether α is the chance of any false alarm in the whole stream, or of one in each single window, or you set the threshold and the whole reference is used for the comparison.',
    options: [
      { value: 'stream', label: 'α per stream' },
      { value: 'pointwise', label: 'α per window' },
      { value: 'given', label: 'Threshold given' },
    ],
    default: 'stream',
  }),
  threshold: numberParam({
    label: 'Threshold',
    help: 'Alarm where MMD² exceeds this; a larger value raises fewer alarms, and 2 is never exceeded.',
    shownWhen: { name: 'control', is: 'given' },
    min: -2,
    max: 2,
    default: 0.1,
  }),
  simulations: integerParam({
    label: 'Simulated streams',
    advanced: true,
    help: 'Streams drawn from held-out reference rows to find the threshold; more give a steadier threshold and take longer.',
    min: 99,
    max: 100000,
    default: 499,
  }),
  ...kernelParams,
  alpha: alphaParam,
  seed: seedParam,
  referenceRows: integerParam({
    label: 'Reference rows',
    advanced: true,
    help: 'At most this many reference rows are used, drawn by the seed; more find smaller changes and take longer.',
    unit: 'rows',
    min: 8,
    max: 5000,
    default: 2000,
  }),
})

export const mmdWindow = defineStream({
  id: 'mmd-window',
  name: 'MMD over time',
  longName: 'Maximum Mean Discrepancy in a sliding window',
  family: 'data-drift',
  summary:
    'When did the data change? Slides a window over the test sample and compares each position with the reference.',
  citation: {
    text: 'Gretton, Borgwardt, Rasch, Schölkopf, Smola (2012). A Kernel Two-Sample Test. JMLR 13, 723–773 (preprint under the DOI).',
    doi: '10.48550/arXiv.0805.2368',
  },
  params,
  columns: 'many',
  promise: 'alpha',
  cost: { time: 'O(n + w) kernel values per row', memory: 'O(n² + w)' },
  needsReference: true,
})

export type WindowParams = (typeof params)['defaults']
