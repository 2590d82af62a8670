import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'How well can you tell from a value of this column which of the two samples it comes from? The distance is symmetric, a metric, and never infinite.',
  formula: [
    'JS = √(½ KL(p ‖ m) + ½ KL(q ‖ m)), m = ½ (p + q)',
    'at most √(ln 2) = 0.8326 in nats, 1 in bits',
  ],
  chart:
    'Both samples as shares in the cells of the histogram, side by side, and the columns ranked by their distance.',
  pitfalls: [
    'A fixed threshold means nothing without the number of rows: without drift, two normal samples of 50 rows exceed the customary 0.1 in 99 % of cases, of 200 rows in 66 %, of 1 000 rows in none (mean distance there 0.047). The permutation test knows the number of rows.',
    'Its square is the Jensen–Shannon divergence: some tools show that under the same name.',
    'Libraries take natural logarithms, textbooks often those of base 2: the same data give 0.83 or 1.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'From distribution functions of two histograms with cells of their own, in one cell less than asked for; NaN for equal constants: profile Frouros 0.9.',
    },
    {
      library: 'Evidently 0.7',
      text: 'Sturges’ number of cells over the pooled values, or a cell for each of up to 20 values: profile Evidently.',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.data_drift import JS

detector = JS(num_bins=10)
detector.fit(X=reference)
result, _ = detector.compare(X=test)
print(result.distance)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
