import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'When did the distribution of a column change, in whatever way? The newest rows, in windows of several sizes, are compared with the reference at each row, with thresholds that keep the time to a false alarm as long as you ask for.',
  formula: [
    'S = Σ (F_reference − F_window)² over all values of both',
    'statistic = (S n w / (n + w)² − mean) / standard deviation, both under no change',
    'largest over the windows > threshold(row)',
    'threshold(row): exceeded by a share β of the simulated streams that did not exceed before, β = 1 − (1 − 1/ERT)^(1/columns)',
  ],
  chart:
    'The largest statistic of each column against the threshold, which falls over the first rows as more windows fill; below, each window size by itself.',
  pitfalls: [
    'The expected run time is a mean: run times of an unchanged stream are spread like an exponential distribution, one in ten shorter than a tenth of it.',
    'The expected run time counts from the first full window, and is a mean over all references too: with one small reference, false alarms come sooner or later.',
    'Several columns are taken as independent; correlated columns raise fewer alarms than asked for.',
    'Ties, as in rounded values, make the statistic larger or smaller than the simulation knows.',
    'At least 10 × run time × columns streams are simulated: with so few, the run time is right to within about a third. Raise Simulated streams to come closer.',
  ],
  firstAlarm: 'row 20 (when the smallest window is full)',
  differences: [
    {
      library: 'Alibi Detect 0.13',
      text: 'The same statistics, in single precision. Its thresholds are simulated without a seed and differ from run to run. It goes on after an alarm; here, set After an alarm to Go on.',
      row: 12,
    },
  ],
  python: {
    library: 'alibi-detect 0.13.0',
    code: `from alibi_detect.cd import CVMDriftOnline

detector = CVMDriftOnline(x_ref=reference, ert=1000, window_sizes=[20, 50], n_bootstraps=10000)
for row, x in enumerate(stream, start=1):
    if detector.predict(x)["data"]["is_drift"]:
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c4'] },
}
