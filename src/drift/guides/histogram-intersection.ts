import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'What share of the rows would have to move to another cell of the histogram for this column to look as in the reference? It is the part that the two histograms do not have in common.',
  formula: ['1 − Σ min(pᵢ, qᵢ) = ½ Σ |pᵢ − qᵢ|', 'the total variation distance of the two histograms'],
  chart:
    'Both samples as shares in the cells of the histogram, side by side, and the columns ranked by their distance.',
  pitfalls: [
    'A fixed threshold means nothing without the number of rows: without drift, two normal samples of 50 rows exceed the customary 0.1 in 97 % of cases, of 200 rows in 57 %, of 1 000 rows in none (mean distance there 0.044). The permutation test knows the number of rows.',
    'It does not see how far mass has moved: to the next cell or to the last one counts the same. The earth mover’s distance does.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'The same numbers (HINormalizedComplement), up to rounding: it gives −2e-16 for equal samples.',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.data_drift import HINormalizedComplement

detector = HINormalizedComplement(num_bins=10)
detector.fit(X=reference)
result, _ = detector.compare(X=test)
print(result.distance)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
