import { choiceParam, integerParam, numberParam } from '../../params'
import { missingParam, resetParam } from '../common-params'
import { seedParam } from '../test-params'

/** Parameters of HDDDM and CDBD, which differ in the distance that they were published with. */
export function batchParams(divergence: 'hellinger' | 'js') {
  return {
    batch: integerParam({
      label: 'Batch',
      help: 'Rows that are judged together; a larger batch sees smaller changes, later.',
      unit: 'rows',
      min: 2,
      max: 100_000,
      default: 50,
    }),
    divergence: choiceParam({
      label: 'Distance',
      help: 'How the histograms of batch and reference are compared: by square roots of shares (HDDDM) or by the Jensen–Shannon distance (CDBD).',
      options: [
        { value: 'hellinger', label: 'Hellinger' },
        { value: 'js', label: 'Jensen–Shannon' },
      ],
      default: divergence,
    }),
    detectBatch: choiceParam({
      label: 'First judged',
      help: 'The first batch that may raise an alarm: the third as published, or an earlier one with a threshold from simulated batches.',
      options: [
        { value: '3', label: 'Third batch' },
        { value: '2', label: 'Second batch' },
        { value: '1', label: 'First batch' },
      ],
      default: '3',
    }),
    statistic: choiceParam({
      label: 'Threshold from',
      help: 'The mean of the changes so far, plus either a multiple of its standard error by Student’s t, or a multiple of their standard deviation.',
      options: [
        { value: 'tstat', label: 'Student’s t' },
        { value: 'stdev', label: 'Standard deviations' },
      ],
      default: 'tstat',
    }),
    significance: numberParam({
      label: 'Significance',
      help: 'Level of Student’s t; a smaller value raises fewer alarms. It is not the rate of false alarms, which is far higher.',
      shownWhen: { name: 'statistic', is: 'tstat' },
      min: 0,
      exclusiveMin: true,
      max: 1,
      default: 0.05,
    }),
    gamma: numberParam({
      label: 'γ',
      help: 'Standard deviations above the mean change that raise an alarm; a larger value raises fewer.',
      shownWhen: { name: 'statistic', is: 'stdev' },
      min: 0,
      max: 1000,
      default: 1.5,
    }),
    subsets: integerParam({
      label: 'Simulated batches',
      advanced: true,
      help: 'Batches drawn from the reference for the threshold of an early first judgement; more give a steadier one.',
      min: 3,
      max: 200,
      default: 20,
    }),
    referenceCap: integerParam({
      label: 'Reference at most',
      advanced: true,
      help: 'Most rows kept in the reference, which each quiet batch joins; beyond that, a uniform random sample of all is kept. More rows give finer histograms.',
      unit: 'rows',
      min: 10,
      max: 1_000_000,
      default: 5000,
    }),
    seed: seedParam,
    reset: resetParam,
    missing: missingParam,
  }
}
