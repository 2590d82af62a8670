import { defineStream } from '../../define'
import { choiceParam, defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam } from '../common-params'

const params = defineParams(
  {
    delta: numberParam({
      label: 'δ',
      help: 'Largest probability of cutting a window without change; a larger value finds smaller changes sooner and raises more false alarms.',
      min: 0,
      exclusiveMin: true,
      max: 1,
      exclusiveMax: true,
      default: 0.002,
    }),
    clock: integerParam({
      label: 'Look every',
      help: 'Rows between two searches for a cut; a larger value takes less time and finds changes later.',
      unit: 'rows',
      min: 1,
      max: 1000000,
      default: 32,
    }),
    bound: choiceParam({
      label: 'Bound',
      advanced: true,
      help: 'How far two means may lie apart: by their variance (normal approximation), or for any values from 0 to 1, for which the guarantee holds.',
      options: [
        { value: 'normal', label: 'By the variance' },
        { value: 'conservative', label: 'Conservative' },
      ],
      default: 'normal',
    }),
    maxBuckets: integerParam({
      label: 'Buckets per size',
      advanced: true,
      help: 'Buckets of each power of two that are kept; a larger value tries more cuts, in proportionally more time and memory.',
      min: 1,
      max: 100,
      default: 5,
    }),
    minWindow: integerParam({
      label: 'Smallest part',
      advanced: true,
      help: 'Rows that both parts of a window must have for a cut; a larger value ignores short bursts.',
      unit: 'rows',
      min: 1,
      max: 1000000,
      default: 5,
    }),
    grace: integerParam({
      label: 'Warm-up',
      advanced: true,
      help: 'A window of this many rows or fewer is not searched; a larger value delays the first alarm.',
      unit: 'rows',
      min: 1,
      max: 1000000,
      default: 10,
    }),
    reset: choiceParam({
      label: 'After an alarm',
      advanced: true,
      help: 'Whether the window keeps the rows since the change, as the paper has it, or is emptied with the row that follows.',
      options: [
        { value: 'shrink', label: 'Keep the rows since the change' },
        { value: 'auto', label: 'Start afresh' },
      ],
      default: 'shrink',
    }),
    missing: missingParam,
    profile: profileParam('frouros', 'river', 'moa'),
  },
  (p) =>
    p.profile === 'river' && p.reset !== 'auto'
      ? 'The profile of River empties its window: set After an alarm to Start afresh.'
      : null,
  (p) =>
    p.bound === 'conservative' && p.profile !== 'canonical'
      ? 'Frouros, River and MOA have no conservative bound: set Bound to By the variance.'
      : null,
)

export const adwin = defineStream({
  id: 'adwin',
  name: 'ADWIN',
  longName: 'Adaptive windowing',
  family: 'change',
  summary:
    'Since when has the mean of a column been what it is? Keeps a window that shrinks where its halves differ.',
  citation: {
    text: 'Bifet & Gavaldà (2007). Learning from Time-Changing Data with Adaptive Windowing. SIAM International Conference on Data Mining, 443–448.',
    doi: '10.1137/1.9781611972771.42',
  },
  params,
  columns: 'one',
  needsReference: false,
  promise: 'none',
  cost: { time: 'O(log W) per row, amortised', memory: 'O(M log W)' },
})

export type AdwinParams = (typeof params)['defaults']
