import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Do the newest values of a column still come from the distribution of the reference? Each row moves a window on by one, and the window is compared with the reference by the Kolmogorov–Smirnov distance.',
  formula: [
    'D = sup |F_reference − F_window|',
    'each value of the reference counts w, each of the window −n; D = largest |sum up to a value| / (n w)',
    'alarm where p(D) ≤ α, p exact for samples of n and w',
  ],
  chart:
    'D of the window that ends at each row, against the smallest distance with p ≤ α; below, its p-value. The first window is full after `Window` rows, and again after an alarm.',
  pitfalls: [
    'α is for a single window. Windows overlap and there are many: on an unchanged stream of 10 000 normal values, α = 0.05 with 500 reference rows and a window of 100 raised 20 alarms, and α = 0.0001 none.',
    'A window of 100 sees a shift of the mean by half a standard deviation, but hardly ever a spread that grows by half.',
    'With equal values, as in counts or rounded values, p is an upper bound: alarms come later.',
    'It looks at one column. For several at once use MMD.',
  ],
  firstAlarm: 'row 100 (when the window is full)',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'The same D and p. Its tree is switched off: it sorts the window anew at each row (62 µs for n = w = 100), and it fails with more than 10 000 reference rows. It has no decision: compare p with α yourself.',
      row: 8,
    },
    {
      library: 'River 0.26',
      text: 'Has only the statistic, for two samples that grow and shrink in pairs.',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.data_drift import IncrementalKSTest

detector = IncrementalKSTest(window_size=100)
detector.fit(X=reference)
for row, x in enumerate(stream, start=1):
    result, _ = detector.update(value=x)
    if result is not None and result.p_value <= 0.0001:
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits', params: { alpha: 0.0001 }, columns: ['r6c4'] },
}
