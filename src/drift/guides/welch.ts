import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Does a column have a different mean? It divides the difference of the means by its standard error, each sample with its own variance.',
  formula: [
    't = (x̄ − ȳ) / √(s²ₓ/n + s²ᵧ/m)',
    'degrees of freedom: (s²ₓ/n + s²ᵧ/m)² / ((s²ₓ/n)²/(n − 1) + (s²ᵧ/m)²/(m − 1))',
    'p by Student’s t; “Variances: the same” pools them, with n + m − 2',
    'beside p: Cohen’s d = (mean of the test sample − mean of the reference) / √((s₁² + s₂²) / 2); small below 0.2',
  ],
  chart:
    'The two distribution functions of a column; where the means differ, one lies to the left of the other.',
  pitfalls: [
    'With 60 rows each, it finds a shift by half a standard deviation in 78 % of the columns and a spread 1.6 times as wide in 5 % (α = 0.05, 400 trials). Only the mean counts: a change in spread or shape is not seen.',
    'A single outlier moves the mean and widens the error: look at Mann–Whitney for heavy tails.',
    'Constant samples have no error: t is 0 or infinite, and says only whether the two values are equal.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: '`alternative` raises a TypeError; two equal constants give NaN.',
      row: 7,
    },
    {
      library: 'Evidently 0.7',
      text: 'Pools the variances (Student): too many alarms where the smaller sample spreads more.',
    },
    { library: 'SciPy 1.17', text: 'The same; two equal constants give NaN, here t = 0 and p = 1.' },
  ],
  python: {
    library: 'scipy 1.17.1',
    code: `from scipy.stats import ttest_ind

for name in reference.columns:
    result = ttest_ind(reference[name], test[name], equal_var=False)
    print(name, result.statistic, result.pvalue)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
