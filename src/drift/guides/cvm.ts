import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Does a column look the same in both samples? It adds up the squared gaps between the two distribution functions over all values, where KS takes only the widest gap.',
  formula: [
    'T = nm / N² · Σ (F(z) − G(z))² over all N = n + m rows z',
    'p exactly up to 20 rows each: the share of lattice paths with a sum at least as large',
    'beyond: T moved to the mean and variance of the limit, P(ω² ≥ T)',
    'where values are equal: the share of relabellings with T at least as large; from 20 000 rows without a common value on, the limit with the mean and the variance that they leave T',
    'beside p: D = max |F − G|, the widest gap, from 0 to 1; small below 0.08',
  ],
  chart: 'The two distribution functions of a column, with a mark where they differ most.',
  pitfalls: [
    'With 60 rows each, it finds a shift by half a standard deviation in 75 % of the columns and a spread 1.6 times as wide in 26 % (α = 0.05, 400 trials). It is above all a test of location.',
    'Where values are equal, T has another distribution, so p is found by permutations: 4.4 % of columns of four values without drift are flagged at α = 0.05.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'SciPy 1.17, Frouros, Alibi Detect',
      text: 'T from midranks, which every run of equal values inflates, with the p of samples without any: on the 64 pixel columns of the digits all 64 are flagged, one of them constant. Their profiles give these numbers.',
    },
    {
      library: 'SciPy 1.17',
      text: 'The exact p is 0 for constant samples of different values; here it is never below one of all labellings. Its limit is computed to 1e-7 only.',
    },
    {
      library: 'Frouros 0.9',
      text: 'Does not check that both samples have the same number of columns.',
      row: 7,
    },
  ],
  python: {
    library: 'scipy 1.17.1',
    code: `from scipy.stats import cramervonmises_2samp

for name in reference.columns:
    result = cramervonmises_2samp(reference[name], test[name])
    print(name, result.statistic, result.pvalue)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
