import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'When did the data change, all columns taken together? A window slides over the test sample, and each position is compared with the reference by the unbiased MMD².',
  formula: [
    'MMD²(window) = mean k(x, x′) + mean k(y, y′) − 2 mean k(x, y), over pairs of different rows',
    'threshold: the 1 − α quantile of the largest MMD² of simulated streams, drawn from reference rows that are held out',
    'sums over the window are kept running: n + w kernel values per row, whatever the length of the stream',
  ],
  chart:
    'MMD² at the last row of each window, with the threshold and the range of a single window without drift. An alarm is an unbroken stretch above the threshold.',
  pitfalls: [
    'Neighbouring windows share rows: values follow each other smoothly, and one excursion is one event, however many windows it covers.',
    'The statistic is often negative without drift; that is not an error.',
    'A window sees a change only as its rows come in: a small change is seen some windows late, or with a larger window.',
    'With α per window, expect α of all windows above the threshold without any change: choose α per stream for few alarms.',
    'Half of the reference is held out for the threshold: it needs at least twice as many rows as the window, better four times.',
    'Windows of fewer than 5 rows promise nothing over a stream: the result says so.',
  ],
  firstAlarm: 'the last row of the first full window (row 100)',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'MMDStreaming gives the same statistic against the whole reference and no threshold (False alarms: Threshold given); it computes all kernel values anew for each row, and its reset keeps the old window.',
      row: 8,
    },
    {
      library: 'Alibi Detect 0.13',
      text: 'Its online MMD controls the expected time to a false alarm instead: see online MMD.',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from functools import partial
from frouros.detectors.data_drift import MMDStreaming
from frouros.utils.kernels import rbf_kernel

detector = MMDStreaming(window_size=100, kernel=partial(rbf_kernel, sigma=sigma))
detector.fit(X=reference)
for row, x in enumerate(test, start=1):
    distance, _ = detector.update(value=x)
    if distance is not None:
        print(row, distance.distance)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: null },
}
