import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Are the values of a column larger, or smaller, than they were? It counts in how many pairs of a reference and a test value the reference value is the larger one.',
  formula: [
    'U = number of pairs with x > y, equal ones counting ½',
    'p exactly where a sample has up to 8 rows, all different: the share of all orders with U at least as extreme',
    'else z = (|U − nm/2| − ½) / √(nm/12 · (N + 1 − Σ(t³ − t) / N(N − 1))), t the numbers of equal values',
    'beside p: Cliff’s δ = P(test > reference) − P(test < reference) = 1 − 2U / nm, from −1 to 1; small below 0.11',
  ],
  chart: 'The two distribution functions of a column, with a mark where they differ most.',
  pitfalls: [
    'With 60 rows each, it finds a shift by half a standard deviation in 76 % of the columns and a spread 1.6 times as wide in 6 % (α = 0.05, 400 trials). It is a test of location: a change in the spread alone is not seen.',
    'The continuity correction makes p a little too large.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: '`alternative` raises a TypeError, and missing values raise an error.',
      row: 7,
    },
    {
      library: 'Evidently 0.7',
      text: 'Its test is one-sided (only a test sample that is larger), whatever its page says.',
      row: 13,
    },
    {
      library: 'SciPy 1.17',
      text: 'The same; an exact p with equal values is that of samples without any, here too, with a note.',
    },
  ],
  python: {
    library: 'scipy 1.17.1',
    code: `from scipy.stats import mannwhitneyu

for name in reference.columns:
    result = mannwhitneyu(reference[name], test[name])
    print(name, result.statistic, result.pvalue)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
