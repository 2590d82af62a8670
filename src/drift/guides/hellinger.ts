import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Is this column distributed as in the reference? It compares, cell by cell of a histogram, the square roots of the shares: 0 where both are the same, 1 where they share no cell.',
  formula: [
    'H² = ½ Σ (√pᵢ − √qᵢ)² = 1 − Σ √(pᵢ qᵢ)',
    'p = (1 + permutations with H at least as large) / (1 + permutations)',
  ],
  chart:
    'Both samples as shares in the cells of the histogram, side by side, and the columns ranked by their distance.',
  pitfalls: [
    'A fixed threshold means nothing without the number of rows: without drift, two normal samples of 50 rows exceed the customary 0.1 in 99 % of cases, of 200 rows in 70 %, of 1 000 rows in none (mean distance there 0.048). The permutation test knows the number of rows.',
    'Outliers stretch the equally wide cells: one value of 1e6 puts all others into one cell, and nothing is seen. Set Cells lie to Equal shares of the reference.',
    'It looks at each column by itself: a change in the dependence between columns is not seen.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'The same numbers: 10 equally wide cells over the pooled values. It gives no p-value by itself.',
    },
    {
      library: 'Frouros 0.10 (unreleased)',
      text: 'Returns 0 for missing values, which reads as no drift at all; here they are refused.',
      row: 7,
    },
    {
      library: 'Evidently 0.7',
      text: 'Sturges’ number of cells, counted from the different values instead of the rows, and √(1 − Σ√(pq)), which leaves 1.5e-8 of equal samples: profile Evidently.',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.data_drift import HellingerDistance

detector = HellingerDistance(num_bins=10)
detector.fit(X=reference)
result, _ = detector.compare(X=test)
print(result.distance)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
