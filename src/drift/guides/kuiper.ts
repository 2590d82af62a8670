import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Does a column look the same in both samples, on both sides? It adds the widest gap above to the widest gap below, so that a wider spread counts twice where KS counts it once. On a circle (hours, angles) the result does not depend on where it begins.',
  formula: [
    'V = max (F − G) + max (G − F)',
    'Ne = nm / (n + m), z = V √Ne',
    'p ≈ 2 Σ (4k²z² − 1) e^(−2k²z²) − 8V/3 Σ k² (4k²z² − 3) e^(−2k²z²)',
    'below 40 rows or with equal values: by permutations',
    'V is an effect size too; small below 0.08',
  ],
  chart: 'The two distribution functions of a column, with a mark at the wider of the two gaps.',
  pitfalls: [
    'With 60 rows each, it finds a shift by half a standard deviation in 39 % of the columns and a spread 1.6 times as wide in 62 % (α = 0.05, 400 trials). It is the best here for the spread and the weakest for a shift.',
    'The formula for p is too small for few rows (0.0053 instead of 0.0100 for 15 and 12) and far too large with equal values (0.82 instead of 0.25 in one case): there p is by permutations.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'Returns the Kolmogorov–Smirnov statistic (0.42 where V is 0.82), and p-values that are below 0 or missing. Not reproduced.',
      row: 5,
    },
    {
      library: 'Astropy 8.0',
      text: 'For small or large V the formulas for one sample, where nm / (n + m) need not be whole: 1.0036 and −0.0033 in degenerate cases. Its profile gives these numbers.',
    },
  ],
  python: {
    library: 'astropy 8.0.2',
    code: `from astropy.stats import kuiper_two

for name in reference.columns:
    v, p = kuiper_two(reference[name].to_numpy(), test[name].to_numpy())
    print(name, v, p)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
