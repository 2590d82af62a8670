import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Have the data just changed, all columns taken together? After every row it fits the difference between the density of the last w rows and that of the reference, at a cost that does not grow with the size of the reference.',
  formula: [
    'h_c(t) = mean k(x, c) over compared reference rows − mean k(y, c) over the last w rows, at each centre c',
    'A = (H + λI)⁻¹,  H = exp(−|c − c′|² / 4σ²);  LSDD(t) = hᵀ (2A − AHA) h',
    'alarm where LSDD(t) > threshold(min(t, w − 1))',
    'threshold(j): the 1 − 1 / run time quantile of window j over random splits of the reference that had no alarm before',
  ],
  chart:
    'LSDD of the last w rows with the moving threshold: it settles after w rows, once the window holds no reference row any more.',
  pitfalls: [
    'The expected run time is an average over references too: with one reference, especially a small one, false alarms can come much more often or much more rarely.',
    'Centres and 2w − 1 held-out rows are taken from the reference: it must be larger than both together.',
    'In many columns few rows lie near any centre: on the 64 pixels of the bundled digits it sees nothing where online MMD does.',
    'Columns are standardised by the reference: a column that is constant there reacts to any other value as to a huge change.',
  ],
  firstAlarm: 'row 1, as the window begins filled with reference rows',
  differences: [
    {
      library: 'Alibi Detect 0.13',
      text: 'The same statistic and scheme of thresholds, in single precision, with centres and splits that are drawn without a seed and twice as many centres as the window has rows, however large; it goes on raising alarms after a change (here, set After an alarm to Go on).',
      row: 12,
    },
  ],
  python: {
    library: 'alibi-detect 0.13.0',
    code: `from alibi_detect.cd import LSDDDriftOnline

detector = LSDDDriftOnline(
    reference.astype("float32"), ert=1000, window_size=20, backend="pytorch", n_bootstraps=10000
)
for row, x in enumerate(test.astype("float32"), start=1):
    if detector.predict(x)["data"]["is_drift"]:
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits', params: { runTime: 10000 }, columns: ['r6c4'] },
}
