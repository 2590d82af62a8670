import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'How much do the distributions of this column in the two samples overlap? The distance is the negative logarithm of the overlap Σ√(pq): 0 for the same shares, 0.69 where it is one half.',
  formula: [
    'D = −ln Σ √(pᵢ qᵢ) = −ln (1 − H²), H the Hellinger distance',
    'no overlap: 36.04, as if 2⁻⁵² overlapped',
    'in one histogram of all columns: cells are boxes, one for each combination',
  ],
  chart:
    'Both samples as shares in the cells of the histogram, side by side, and the columns ranked by their distance.',
  pitfalls: [
    'It ranks columns as the Hellinger distance does, and the permutation test gives the same p: D grows with H. It differs in its scale, which spreads out large distances.',
    'Without drift, two normal samples of 50 rows exceed 0.1 in 10 % of cases, of 200 rows in none.',
    'One histogram of all columns has 10^d cells: with more than two or three columns nearly every row has a cell to itself, and the test sees nothing.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'Returns 1 − Σ√(pq), the square of the Hellinger distance, under the name of Bhattacharyya: profile Frouros 0.9.',
    },
    {
      library: 'Frouros 0.10 (unreleased)',
      text: 'Adds 2.2e-16 to each share, so that no overlap gives 17 to 33 depending on the number of cells, and missing values 33.7; takes several columns as one histogram: profile Frouros 0.10.',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.data_drift import BhattacharyyaDistance

detector = BhattacharyyaDistance(num_bins=10)
detector.fit(X=reference)
result, _ = detector.compare(X=test)
print(result.distance)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
