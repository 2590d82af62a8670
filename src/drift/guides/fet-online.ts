import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Has the share of ones changed in a column of zeros and ones, such as errors, clicks or rejections? The newest rows, in windows of several sizes, are compared with the reference by Fisher’s exact test, with thresholds that keep the time to a false alarm as long as you ask for.',
  formula: [
    'p = P(at least as many ones in the window), given all ones of window and reference: hypergeometric',
    'statistic = λ (1 − p) + (1 − λ) (statistic before)',
    'largest over the windows > threshold(row), or equal to it and a random draw decides so',
    'threshold(row): exceeded by a share 1/ERT of the simulated streams that did not exceed before',
  ],
  chart:
    'The largest smoothed 1 − p of the windows against the threshold; below, each window by itself, and the share of ones in it.',
  pitfalls: [
    'It looks in one direction: more ones, or fewer. Run it twice for both, each with twice the run time.',
    'Streams are simulated with the share of ones of the reference: from 50 rows, that share is uncertain by ±0.06, and so is the run time.',
    'With few ones a window of 20 cannot tell a share of 0.02 from one of 0.05; take larger windows.',
    'The statistic lies close below 1 throughout: look at the distance to the threshold.',
  ],
  firstAlarm: 'row 20 (when the smallest window is full)',
  differences: [
    {
      library: 'Alibi Detect 0.13',
      text: 'The same statistics, in single precision. Its thresholds, and the random draws that decide on them, have no seed, so that decisions differ from run to run.',
      row: 12,
    },
  ],
  python: {
    library: 'alibi-detect 0.13.0',
    code: `from alibi_detect.cd import FETDriftOnline

detector = FETDriftOnline(
    x_ref=reference, ert=1000, window_sizes=[20, 50], alternative="greater", lam=0.99, n_bootstraps=10000
)
for row, x in enumerate(stream, start=1):
    if detector.predict(x)["data"]["is_drift"]:
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits-predictions', params: {}, columns: ['error'], reference: [1, 200] },
}
