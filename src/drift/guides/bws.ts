import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Does a column look the same in both samples? It compares the ranks of each sample with where they would lie without drift, divides each squared difference by its variance, and reshuffles the rows between the samples to see what chance alone does.',
  formula: [
    'B = (Bx + By) / 2',
    'Bx = 1/n Σ (Rᵢ − i N/n)² / (i/(n+1) · (1 − i/(n+1)) · mN/n), R the sorted ranks of the reference; By likewise',
    'p = (1 + permutations with B at least as large) / (1 + permutations); all labellings where there are few',
    'from 20 000 rows on: p of B over at most 250 groups of neighbouring values, each by its middle; at p = 0.01 it differs by some 2 % from that over single rows (4 to 7 % with fewer than 50 000 rows), where chance alone makes 10 %',
    'beside p: D = max |F − G|, the widest gap, from 0 to 1; small below 0.08',
  ],
  chart: 'The two distribution functions of a column, with a mark where they differ most.',
  pitfalls: [
    'With 60 rows each, it finds a shift by half a standard deviation in 73 % of the columns and a spread 1.6 times as wide in 41 % (α = 0.05, 400 trials).',
    'p cannot be below 1 / (1 + permutations): with many columns and a correction, raise Permutations.',
    'Many equal values inflate B in both samples alike: p stays right, but small changes are no longer seen.',
    'One-sided, with many equal values and samples of very different sizes, they inflate one side of B more: from 20 000 rows on, p of the groups, which are not inflated, was 6 to 48 % off that of single rows.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'SciPy 1.17',
      text: 'The same, with other random numbers: p agrees within its Monte Carlo error.',
    },
    { library: 'Frouros', text: 'Its test is that of SciPy.' },
  ],
  python: {
    library: 'scipy 1.17.1',
    code: `from scipy.stats import PermutationMethod, bws_test

for name in reference.columns:
    result = bws_test(reference[name], test[name], method=PermutationMethod(n_resamples=9999))
    print(name, result.statistic, result.pvalue)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
