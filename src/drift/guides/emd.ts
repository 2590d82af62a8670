import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'How far would a row have to be moved, on average, to turn the reference into the test sample? Unlike a histogram it knows that the next cell is near and the last one far.',
  formula: [
    'W₁ = ∫ |F(x) − G(x)| dx',
    'in standard deviations: divided by that of the reference',
    'p = (1 + permutations with W₁ at least as large) / (1 + permutations)',
  ],
  chart: 'The distribution functions of both samples: the distance is the area between them.',
  pitfalls: [
    'A fixed threshold means nothing without the number of rows: without drift, two normal samples of 50 rows exceed the customary 0.1 in 99 % of cases, of 200 rows in 66 %, of 1 000 rows in 3 % (mean distance there 0.056). The permutation test knows the number of rows.',
    'One far outlier adds its own distance divided by the number of rows, without any other row having changed.',
    'In the unit of the data, columns cannot be compared with each other.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'The same number in the unit of the data (EMD, scipy’s wasserstein_distance).',
    },
    {
      library: 'Evidently 0.7',
      text: 'Divides by the standard deviation of the reference, at least by 0.001: two constants that differ by 1 are 1 000 apart (profile Evidently).',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.data_drift import EMD

detector = EMD()
detector.fit(X=reference)
result, _ = detector.compare(X=test)
print(result.distance)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
