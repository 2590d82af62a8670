import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Do values of different samples lie further from each other than values of the same sample? They do, on average, unless the distributions are equal.',
  formula: [
    'E² = 2 E|X − Y| − E|X − X′| − E|Y − Y′| = 2 ∫ (F(x) − G(x))² dx',
    'p = (1 + permutations with E at least as large) / (1 + permutations)',
  ],
  chart:
    'The distribution functions of both samples: the squared distance is twice the integral of their squared gap.',
  pitfalls: [
    'It has the unit of the square root of the data: a threshold of 0.1 means something else in metres than in millimetres.',
    'Without drift, two standard normal samples of 50 rows exceed 0.1 in 97 % of cases, of 200 rows in 39 %, of 1 000 rows in 1 %. The permutation test knows the number of rows and needs no unit.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9, Evidently 0.7, scipy',
      text: 'The same number, the square root: E, not E². Evidently counts a distance equal to its threshold as no drift, as here.',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.data_drift import EnergyDistance

detector = EnergyDistance()
detector.fit(X=reference)
result, _ = detector.compare(X=test)
print(result.distance)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
