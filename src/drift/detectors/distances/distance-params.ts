import { choiceParam, defineParams, integerParam, numberParam } from '../../params'
import { correctionParam, missingBatchParam } from '../common-params'
import { alphaParam, seedParam } from '../test-params'

/** Parameters that distances of two samples share by name and meaning. */

/** How many cells a histogram has. */
export const binsParam = integerParam({
  label: 'Cells',
  help: 'Cells of the histogram; more cells show finer differences and need more rows.',
  min: 1,
  max: 1000,
  default: 10,
})

/** Where the cells of a histogram lie. */
export function binningParam(standard: 'equal' | 'quantile') {
  return choiceParam({
    label: 'Cells lie',
    advanced: true,
    help: 'Equally wide over the values of both samples, or so that each holds the same share of the reference.',
    options: [
      { value: 'equal', label: 'Equally wide' },
      { value: 'quantile', label: 'Equal shares of the reference' },
    ],
    default: standard,
  })
}

/** A permutation test of the distance or a fixed threshold for it, and what belongs to either. */
export function decisionParams(threshold: number) {
  return {
    decision: choiceParam({
      label: 'Decides by',
      help: 'A permutation test, whose rate of false alarms is α whatever the number of rows, or a threshold of the distance itself.',
      options: [
        { value: 'permutation', label: 'Permutation test' },
        { value: 'threshold', label: 'Threshold of the distance' },
      ],
      default: 'permutation',
    }),
    threshold: numberParam({
      label: 'Threshold',
      help: 'Drift where the distance reaches this; a larger value finds only larger changes. Small samples reach it by chance.',
      shownWhen: { name: 'decision', is: 'threshold' },
      min: 0,
      max: 1e12,
      default: threshold,
    }),
    alpha: alphaParam,
    correction: correctionParam,
    permutations: integerParam({
      label: 'Permutations',
      advanced: true,
      help: 'Least number of random exchanges of rows between the samples; more give finer p-values and take longer.',
      min: 1,
      max: 100_000,
      default: 999,
    }),
    seed: seedParam,
    missing: missingBatchParam,
  }
}

/** For the type of what all of them have. */
const shared = defineParams(decisionParams(0))
export type DecisionParams = (typeof shared)['defaults']
