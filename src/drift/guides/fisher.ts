import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Does a column of zeros and ones (or of two categories) have different shares in the two samples? It computes exactly how likely each number of ones in the test sample would be by chance.',
  formula: [
    'a ones of m test rows, b ones of n reference rows',
    'P(k) = C(m, k) C(n, a + b − k) / C(n + m, a + b)',
    'p two-sided: the sum of all P(k) ≤ P(a); one-sided: of k ≥ a, or k ≤ a',
    'odds ratio a (n − b) / (b (m − a))',
    'beside p: Cramér’s V = √(χ² / (n + m)) of the same table, from 0 to 1; small below 0.1',
  ],
  chart: 'The shares of the two values in both samples, side by side.',
  pitfalls: [
    'Exact, and cautious for it: p takes few values, so that less than a share of α of the columns without drift is flagged.',
    'An odds ratio of ∞ means only that one of the four counts is 0.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Alibi Detect 0.13',
      text: 'One-sided by default (more ones in the test sample), drift where p < α strictly; the odds ratio of columns with one value only is NaN, here 1.',
      row: 12,
    },
    { library: 'Evidently 0.7', text: 'Needs as many test rows as reference rows.', row: 13 },
  ],
  python: {
    library: 'scipy 1.17.1',
    code: `from scipy.stats import fisher_exact

for name in reference.columns:
    a, b = test[name].sum(), reference[name].sum()
    table = [[a, b], [len(test) - a, len(reference) - b]]
    odds_ratio, p = fisher_exact(table)
    print(name, odds_ratio, p)`,
  },
  tryIt: { sample: 'digits-predictions', params: {}, columns: ['error'], reference: [1, 200] },
}
