import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'How surprised is somebody who expects one sample and meets the other? KL measures the surprise in nats per row; it is 0 only where the shares are equal, and it has a direction.',
  formula: [
    'KL(test ‖ reference) = Σ qᵢ ln (qᵢ / pᵢ)',
    'KL(reference ‖ test) = Σ pᵢ ln (pᵢ / qᵢ)',
    'both with 0.5 / min(n, m) added to each share first',
  ],
  chart:
    'Both samples as shares in the cells of the histogram, side by side, and the columns ranked by their distance.',
  pitfalls: [
    'The direction matters: test ‖ reference is large where rows appear in cells that the reference hardly has, reference ‖ test where they disappear.',
    'Without smoothing, one row in a cell that the other sample lacks makes it infinite: without drift, for 30 of 100 pairs of normal samples of 100 rows, as Frouros computes it.',
    'Without drift, two normal samples of 50 rows exceed the customary 0.1 in 73 % of cases, of 200 rows in 1 %.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'KL(test ‖ reference), from distribution functions of two histograms with cells of their own, in one cell less than asked for; infinite for an empty cell: profile Frouros 0.9.',
    },
    {
      library: 'Evidently 0.7',
      text: 'The reverse direction, KL(reference ‖ test), with 0.0001 in empty cells: profile Evidently with Direction Reference ‖ test.',
      row: 13,
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.data_drift import KL

detector = KL(num_bins=10)
detector.fit(X=reference)
result, _ = detector.compare(X=test)
print(result.distance)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
