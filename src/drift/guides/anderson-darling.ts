import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Does a column look the same in both samples, also at its ends? It adds up the squared gaps between the distribution functions as Cramér–von Mises does, but divides each by its variance, so that the tails count as much as the middle.',
  formula: [
    'A² = (N − 1) / N² · Σ_samples 1/nᵢ Σ_z l (N M − nᵢ B)² / (B (N − B) − N l / 4), with midranks B and M, l equal values at z',
    'statistic: (A² − 1) / σ',
    'p of the limit Σ χ²ⱼ / (j (j + 1)) with the same mean and variance; where values are equal by permutations, or from 20 000 rows without a common value on with the moments that they leave A²',
    'tables: a parabola through the logarithms of seven published levels',
    'beside p: D = max |F − G|, the widest gap, from 0 to 1; small below 0.08',
  ],
  chart: 'The two distribution functions of a column, with a mark where they differ most.',
  pitfalls: [
    'With 60 rows each, it finds a shift by half a standard deviation in 75 % of the columns and a spread 1.6 times as wide in 45 % (α = 0.05, 400 trials). Of the tests here that also see shifts well, it sees the spread best.',
    'The tables, which other libraries use, hold p between 0.001 and 0.25: beyond, the note says “≤ 0.001” or “≥ 0.25”. Corrected for more than 50 columns, 0.001 is never below 0.05: leave p-value at Automatic.',
    'The statistic can be negative: it is how far A² lies above its mean of 1, in standard deviations.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'SciPy 1.17, Frouros',
      text: 'Use the tables, for columns with equal values too: of columns of four values without drift 9.8 % are flagged at α = 0.05, here 4.7 %. They treat missing values as the largest.',
    },
    { library: 'Evidently 0.7', text: 'Drift where p < 0.1 strictly.' },
  ],
  python: {
    library: 'scipy 1.17.1',
    code: `from scipy.stats import anderson_ksamp

for name in reference.columns:
    result = anderson_ksamp([reference[name], test[name]], variant="midrank")
    print(name, result.statistic, result.pvalue)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
