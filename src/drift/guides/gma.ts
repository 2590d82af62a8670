import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Does the recent mean of this column differ from its mean so far? It averages with weights that shrink geometrically into the past, so that it forgets the distant past.',
  formula: [
    'deviations: m ← m + (x − m) / n,  S ← a S + (1 − a)(x − m);  alarm where S > λ (rise) or −S > λ (fall)',
    'chart: z ← w x + (1 − w) z;  alarm where |z − m| > L σ √(w / (2 − w) (1 − (1 − w)²ⁿ))',
    'σ² ← (1 − w)(σ² + w (x − z)²), the exponentially weighted variance',
  ],
  chart:
    'The average against the threshold λ (rise and fall are separate series), or, as a control chart, the average between its two limits around the running mean.',
  pitfalls: [
    'λ is in the unit of the data: standardise first, or choose it for your column. With the default a = 0.99 and λ = 1 it never raises an alarm on errors of 0 and 1.',
    'a = 0.99 averages over some 100 rows: a shift of one standard deviation was never found with λ = 1 (100 runs, 500 rows each), and with λ = 0.5 after 73 rows. The control chart took 19, with one false alarm in 10 000 rows.',
    'The running mean follows the change: what is not seen soon is averaged away.',
    'The control chart learns σ from the latest rows: after a jump σ swells too, and a single jump may hide in it.',
  ],
  firstAlarm: 'row 30 (after the warm-up)',
  differences: [
    {
      library: 'Frouros 0.9, MOA',
      text: 'Average of deviations, and only a rise; MOA counts the warm-up one shorter.',
    },
    {
      library: 'River 0.26',
      text: 'Has none; its unreleased EWMA is the control chart here (it computes σ² as a difference of means of squares, which loses digits far from zero).',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.concept_drift import (
    GeometricMovingAverage,
    GeometricMovingAverageConfig,
)

config = GeometricMovingAverageConfig(alpha=0.99, lambda_=1.0, min_num_instances=30)
detector = GeometricMovingAverage(config=config)
for row, x in enumerate(stream, start=1):
    detector.update(value=x)
    if detector.drift:
        print("change seen at row", row)
        detector.reset()`,
  },
  tryIt: { sample: 'nile', params: { variant: 'chart', minInstances: 10, width: 3 }, columns: null },
}
