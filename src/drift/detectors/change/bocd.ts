import { defineStream } from '../../define'
import { choiceParam, defineParams, integerParam, numberParam } from '../../params'
import { missingParam, profileParam, resetParam, warmUpParam } from '../common-params'

/** What is learned from the warm-up is computed at its last row, in one go. */
const LONGEST_LEARNED = 500

const params = defineParams(
  {
    hazard: numberParam({
      label: 'Hazard',
      help: 'Probability of a change at each row; a larger value expects more changes and needs less evidence for one.',
      min: 0,
      max: 1,
      default: 0.01,
    }),
    model: choiceParam({
      label: 'Model',
      help: 'How the values between two changes are modelled: normal with unknown mean and variance, or with unknown mean alone.',
      options: [
        { value: 'normal-inverse-gamma', label: 'Mean and variance unknown' },
        { value: 'gaussian', label: 'Mean unknown, variance known' },
      ],
      default: 'normal-inverse-gamma',
    }),
    evidence: numberParam({
      label: 'Evidence',
      help: 'Alarm when the log odds of a change since the start of the stream exceed this; a larger value raises fewer and later alarms. At 0 the most probable answer decides.',
      min: 0,
      max: 25,
      default: 0,
    }),
    scale: choiceParam({
      label: 'Scale',
      help: 'Whether the numbers of the model are in standard deviations of the warm-up around its mean, or in the unit of the data.',
      options: [
        { value: 'warm-up', label: 'Of the warm-up' },
        { value: 'given', label: 'Of the data' },
      ],
      default: 'warm-up',
    }),
    minInstances: warmUpParam,
    priorMean: numberParam({
      label: 'Expected mean',
      advanced: true,
      help: 'Where the mean is expected before any value is seen; a larger value expects larger values.',
      min: -1e12,
      max: 1e12,
      default: 0,
    }),
    strength: numberParam({
      label: 'Weight of the expected mean κ',
      advanced: true,
      help: 'How many values the expected mean counts for; a larger value adapts to the data more slowly.',
      shownWhen: { name: 'model', is: 'normal-inverse-gamma' },
      min: 0,
      exclusiveMin: true,
      max: 1e6,
      default: 1,
    }),
    shape: numberParam({
      label: 'Shape α of the variance',
      advanced: true,
      help: 'Half the number of values that the expected variance counts for; a larger value adapts to the variance of the data more slowly.',
      shownWhen: { name: 'model', is: 'normal-inverse-gamma' },
      min: 0,
      exclusiveMin: true,
      max: 1e6,
      default: 1,
    }),
    rate: numberParam({
      label: 'Rate β of the variance',
      advanced: true,
      help: 'The expected variance is about β / α; a larger value expects values that spread more.',
      shownWhen: { name: 'model', is: 'normal-inverse-gamma' },
      min: 1e-12,
      max: 1e12,
      default: 1,
    }),
    priorVariance: numberParam({
      label: 'Variance of the mean',
      advanced: true,
      help: 'How far apart the means before and after changes are expected to lie; a larger value expects larger changes.',
      shownWhen: { name: 'model', is: 'gaussian' },
      min: 1e-12,
      max: 1e12,
      default: 1,
    }),
    dataVariance: numberParam({
      label: 'Variance of the values',
      advanced: true,
      help: 'How far values lie from their mean; a larger value needs more evidence for a change.',
      shownWhen: { name: 'model', is: 'gaussian' },
      min: 1e-12,
      max: 1e12,
      default: 1,
    }),
    pruneBelow: numberParam({
      label: 'Forget below',
      advanced: true,
      help: 'A possible start of the current run is dropped once its probability is below e to the power of minus this; a larger value keeps more, and takes more time.',
      min: 10,
      max: 1e6,
      default: 30,
    }),
    maxRuns: integerParam({
      label: 'Most starts kept',
      advanced: true,
      help: 'Of more possible starts of the current run than this, the least probable are dropped; a larger value takes more time.',
      min: 10,
      max: 20000,
      default: 500,
    }),
    reset: resetParam,
    missing: missingParam,
    profile: profileParam('frouros'),
  },
  (p) =>
    p.profile === 'canonical' && (p.hazard === 0 || p.hazard === 1)
      ? 'Hazard must be above 0 and below 1, for example 0.01.'
      : null,
  (p) =>
    p.profile === 'frouros' && (p.model !== 'gaussian' || p.scale !== 'given')
      ? 'The profile of Frouros knows the variance, in the unit of the data: set Model to Mean unknown, and Scale to Of the data.'
      : null,
  (p) =>
    p.profile === 'frouros' && p.evidence > 0
      ? 'In the profile of Frouros the most probable start decides: set Evidence to 0.'
      : null,
  (p) =>
    p.scale === 'warm-up' && (p.minInstances > LONGEST_LEARNED || p.minInstances < 2)
      ? `Warm-up must be a whole number from 2 to ${LONGEST_LEARNED} where the scale is learned from it, for example 30.`
      : null,
)

export const bocd = defineStream({
  id: 'bocd',
  name: 'BOCD',
  longName: 'Bayesian online change-point detection',
  family: 'change',
  summary:
    'How long ago was the latest change of a column? Keeps the probability of every answer, row by row.',
  citation: {
    text: 'Adams & MacKay (2007). Bayesian Online Changepoint Detection. University of Cambridge, arXiv 0710.3742.',
    doi: '10.48550/arXiv.0710.3742',
  },
  params,
  columns: 'one',
  needsReference: false,
  promise: 'none',
  assumes: 'normal values',
  cost: { time: 'O(starts kept) per row', memory: 'O(starts kept)' },
})

export type BocdParams = (typeof params)['defaults']
