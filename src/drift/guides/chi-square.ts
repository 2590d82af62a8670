import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Do the categories of a column have the same shares in both samples? It compares each count with the one that equal shares would give.',
  formula: [
    'χ² = Σ (O − E)² / E over both rows of the table, E = rows · share of the category in both samples',
    'two categories with Yates’ correction: |O − E| less ½',
    'G = 2 Σ O ln(O / E)',
    'p by the chi-square distribution with (categories − 1) degrees of freedom',
    'beside p: Cramér’s V = √(χ² / (n + m)) of the table of both samples, from 0 to 1; small below 0.1',
  ],
  chart:
    'The shares of each category in both samples, side by side; of more than 30 categories, the most frequent and the others together.',
  pitfalls: [
    'Categories with an expected count below 5 make p rough: the note names the column. Merge rare categories.',
    'Yates’ correction (on by default, as in SciPy) is cautious: 3.0 % of the columns of two categories without drift are flagged at α = 0.05, without it 5.6 % (50 and 40 rows).',
    'Each different number counts as a category: a column of measurements has about as many categories as rows, and nothing is found.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Evidently 0.7',
      text: 'Takes the reference’s shares as known exactly: with as many test rows as reference rows, 25 % of the columns without drift are flagged at α = 0.05. A category that is new gives p = 0. Its profile gives these numbers.',
    },
    {
      library: 'Evidently 0.7',
      text: 'Its G-test compares counts and raises an error where n ≠ m.',
      row: 13,
    },
    {
      library: 'Frouros, Alibi Detect',
      text: 'SciPy’s table with Yates’ correction for two categories; Alibi Detect finds drift where p < α strictly, in single precision.',
      row: 12,
    },
  ],
  python: {
    library: 'scipy 1.17.1',
    code: `import pandas as pd
from scipy.stats import chi2_contingency

both = pd.concat([test.assign(sample="test"), reference.assign(sample="reference")])
for name in reference.columns:
    statistic, p, dof, expected = chi2_contingency(pd.crosstab(both["sample"], both[name]))
    print(name, statistic, p)`,
  },
  tryIt: { sample: 'seattle-weather', params: {}, columns: ['weather'] },
}
