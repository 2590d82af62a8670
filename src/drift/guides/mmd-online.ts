import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Have the data just changed, all columns taken together? After every row it compares the last w rows with the reference, and is set so that a false alarm comes once in a given number of rows.',
  formula: [
    'MMD²(t) = mean k(x, x′) + mean k(y, y′) − 2 mean k(x, y), over pairs of different rows: x compared reference rows, y the last w rows',
    'alarm where MMD²(t) > threshold(min(t, w − 1))',
    'threshold(j): the 1 − 1 / run time quantile of window j over random splits of the reference that had no alarm before',
  ],
  chart:
    'MMD² of the last w rows with the moving threshold: it settles after w rows, once the window holds no reference row any more.',
  pitfalls: [
    'The expected run time is an average over references too: with one reference, especially a small one, false alarms can come much more often or much more rarely.',
    'The window begins filled with reference rows: a change in the very first rows shows only as they are replaced.',
    'Of the reference, 2w − 1 rows are held out and not compared with.',
  ],
  firstAlarm: 'row 1, as the window begins filled with reference rows',
  differences: [
    {
      library: 'Alibi Detect 0.13',
      text: 'The same statistic and thresholds, in single precision, with splits that are drawn without a seed; it goes on raising alarms after a change (here, set After an alarm to Go on).',
      row: 12,
    },
    {
      library: 'Frouros 0.9',
      text: 'Gives the statistic of a window against the whole reference, without thresholds: see MMD over time.',
    },
  ],
  python: {
    library: 'alibi-detect 0.13.0',
    code: `from alibi_detect.cd import MMDDriftOnline

detector = MMDDriftOnline(
    reference.astype("float32"), ert=1000, window_size=20, backend="pytorch", n_bootstraps=10000
)
for row, x in enumerate(test.astype("float32"), start=1):
    if detector.predict(x)["data"]["is_drift"]:
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: null },
}
