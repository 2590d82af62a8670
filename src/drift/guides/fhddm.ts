import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Has this classifier become worse than it ever was in a window of this length? It compares the share of right answers among the newest rows with the best such share so far.',
  formula: [
    'u: share of right answers in the last n rows;  umax: its maximum',
    'ε = √(ln(1/δ) / 2n)',
    'alarm where umax − u > ε',
    'FHDDMS: the same for a short window beside the long one; either may alarm',
  ],
  chart:
    'The fall umax − u against ε, and below it the share of right answers with the best so far. With a short window: both falls, each in its own ε.',
  pitfalls: [
    'The column holds errors: 1 = wrong. Tornado and River take 1 = right.',
    'umax only rises: the longer the stream, the luckier its best window. No false alarm in 200 000 rows at an error rate of 0.1, but 1.4 in 10 000 rows at 0.45, and 4.4 with a short window of 25 (in streams of 2 000 rows).',
    'A change that is smaller than ε (0.26 with the defaults) is seen by luck alone: a step from 0.1 to 0.3 after 106 rows, the median of 200 runs.',
    'There is no warning zone.',
  ],
  firstAlarm: 'row 100 (when the window is full); also with a short window',
  differences: [
    {
      library: 'Tornado',
      text: 'As here (the framework of the method’s author); takes 1 for a right answer.',
    },
    {
      library: 'River 0.26',
      text: 'As here; takes 1 for a right answer, though its documentation says both.',
      row: 9,
    },
  ],
  python: {
    library: 'river 0.26.1',
    code: `from river import drift

detector = drift.binary.FHDDM(sliding_window_size=100, confidence_level=1e-6, short_window_size=None)
for row, error in enumerate(errors, start=1):
    detector.update(1 - error)  # River takes 1 = right
    if detector.drift_detected:
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits-predictions', params: {}, columns: ['error'] },
}
