import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Does a column look the same in both samples? It finds the one value below which the shares of the two samples differ most, and asks how often chance alone would make so wide a gap.',
  formula: [
    'D = max over x of |F(x) − G(x)|, F and G the shares of reference and test rows up to x',
    'p exactly: the share of all lattice paths from (0, 0) to (n, m) that reach |i/n − j/m| ≥ D',
    'within a run of equal values a path may cross: only its end is looked at',
    'beyond 10 000 rows: P(D_N ≥ D) of a single sample of N = nm / (n + m) rows, rounded',
    'D is an effect size too, from 0 to 1; small below 0.08',
  ],
  chart: 'The two distribution functions of a column, with a mark where they differ most.',
  pitfalls: [
    'With 60 rows each, it finds a shift by half a standard deviation in 66 % of the columns and a spread 1.6 times as wide in 25 % (α = 0.05, 400 trials). Anderson–Darling and Kuiper see the spread better.',
    'Few different values allow few p-values, which makes it a little cautious: of columns of four values without drift, 4.0 % are flagged at α = 0.05 (60 and 50 rows, 20 000 trials); counted as SciPy does, 1.3 %.',
    'With equal values p is exact up to 2e9 pairs of rows over all columns (10 000 rows each: 0.4 s per column), by seeded permutations beyond, and from some 100 000 rows each on by the limit distribution, which is then an upper bound.',
    'With thousands of rows a difference too small to matter is still found: look at D, not only at p.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'SciPy 1.17',
      text: 'Treats equal values as different, so that p is too large: 200 and 100 rows of three grades have p = 0.096 instead of 0.0226. One-sided with n ≠ m, its count of paths overflows from some 1 030 rows on, and it falls back to the limit distribution with only a warning: 0.02585 instead of 0.02626 for 1 500 and 1 200 rows. Frouros and Evidently call it; their profiles give these numbers.',
    },
    {
      library: 'Alibi Detect 0.13',
      text: 'Always the limit distribution, in single precision; drift where p < α strictly; p can be 0.',
      row: 12,
    },
    { library: 'Evidently 0.7', text: 'SciPy’s p, drift where p ≤ α.' },
  ],
  python: {
    library: 'scipy 1.17.1',
    code: `from scipy.stats import ks_2samp

for name in reference.columns:
    result = ks_2samp(reference[name], test[name])
    print(name, result.statistic, min(1, result.pvalue * len(reference.columns)))`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
