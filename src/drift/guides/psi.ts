import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'By how much have the rows of this column moved between the tenths of the reference? It is the index by which banks watch their credit scores: by convention, below 0.1 is stable and above 0.25 has changed.',
  formula: [
    'PSI = Σ (qᵢ − pᵢ) ln (qᵢ / pᵢ) = KL(q ‖ p) + KL(p ‖ q)',
    'cells: quantiles of the reference; up to 20 different values have a cell each',
    'an empty cell holds 0.0001 (or a millionth of the smallest share)',
  ],
  chart:
    'Both samples as shares in the cells of the histogram, side by side, and the columns ranked by their distance.',
  pitfalls: [
    'The convention of 0.1 and 0.25 is for thousands of rows: without drift, two normal samples of 50 rows have a PSI of 0.47 on average, of 200 rows 0.093, of 1 000 rows 0.017. The permutation test knows the number of rows.',
    'The share put into empty cells decides: with 0.0001, one cell that lost a tenth of the reference adds 0.69.',
    'The cells belong to the reference: for each permutation they are found anew, as the test would otherwise hardly ever reject.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'Equally wide cells, and 2e-308 in empty ones: each adds 708 times the share of the other sample. Without drift, two normal samples of 50 rows have a PSI of 28 (median): profile Frouros 0.9.',
      row: 7,
    },
    {
      library: 'Frouros 0.10 (unreleased)',
      text: 'Returns 0 for missing values; here they are refused.',
      row: 7,
    },
    {
      library: 'Evidently 0.7',
      text: 'Sturges’ number of equally wide cells, or a cell for each of up to 20 values: profile Evidently.',
    },
  ],
  python: {
    library: 'evidently 0.7.23',
    code: `import pandas as pd
from evidently.legacy.calculations.stattests import psi_stat_test
from evidently.legacy.core import ColumnType

result = psi_stat_test(pd.Series(reference), pd.Series(test), ColumnType.Numerical, threshold=0.1)
print(result.drift_score, result.drifted)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3', 'r0c5'] },
}
