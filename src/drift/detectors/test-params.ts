import { choiceParam, integerParam, numberParam } from '../params'

/** Parameters that `mmd` and `mmd-window` share by name, so that one set of values serves both. */
export const kernelParams = {
  bandwidth: choiceParam({
    label: 'Bandwidth',
    help: 'How the width σ of the kernel is found: from the median distance between rows (by our rule or a library’s), or as a number given by you.',
    options: [
      { value: 'median', label: 'Median' },
      { value: 'reference', label: 'Median of the reference, as Alibi Detect' },
      { value: 'torchdrift', label: 'Median as TorchDrift' },
      { value: 'given', label: 'Given' },
    ],
    default: 'median',
  }),
  sigma: numberParam({
    label: 'σ',
    help: 'Width of the kernel exp(−|x − y|² / 2σ²), in the unit of the data; a larger value looks at coarser differences.',
    shownWhen: { name: 'bandwidth', is: 'given' },
    min: 0,
    exclusiveMin: true,
    max: 1e12,
    default: 1,
  }),
}

export const alphaParam = numberParam({
  label: 'α',
  help: 'Accepted rate of false alarms; a larger value finds smaller changes and raises more false alarms.',
  min: 0,
  exclusiveMin: true,
  max: 0.5,
  default: 0.05,
})

export const seedParam = integerParam({
  label: 'Seed',
  help: 'Start of the random numbers: the same seed on the same data gives the same result everywhere.',
  min: 0,
  max: 4294967295,
  default: 42,
})

/** Parameters of detectors whose thresholds are found for an expected run time. */
export const runTimeParams = {
  window: integerParam({
    label: 'Window',
    help: 'Rows of the stream that are compared at a time; a larger window sees smaller changes, later.',
    unit: 'rows',
    min: 2,
    max: 1000,
    default: 20,
  }),
  runTime: integerParam({
    label: 'Expected run time',
    help: 'Rows that pass on average before a false alarm; a larger value raises fewer false alarms and sees changes later.',
    unit: 'rows',
    min: 2,
    max: 100000,
    default: 1000,
  }),
  simulations: integerParam({
    label: 'Simulated streams',
    advanced: true,
    help: 'Splits of the reference from which the thresholds are found; more give steadier thresholds and take longer; 0 takes ten times the run time.',
    min: 0,
    max: 1000000,
    default: 0,
  }),
  referenceRows: integerParam({
    label: 'Reference rows',
    advanced: true,
    help: 'At most this many reference rows are used, drawn by the seed; more find smaller changes and take longer.',
    unit: 'rows',
    min: 8,
    max: 5000,
    default: 2000,
  }),
}
