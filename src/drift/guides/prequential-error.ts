import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'How often is the classifier wrong at the moment? It is the mean of the errors so far, in which older rows weigh less: a description of the stream, and no test.',
  formula: [
    'S ← α S + e,  N ← α N + 1',
    'error = S / N',
    'alarm, only where a limit is given: error > limit',
  ],
  chart:
    'The fading mean of the errors; the limit, where one was given. Without a limit there is no threshold line and no alarm.',
  pitfalls: [
    'It has no null distribution: a limit says what you tolerate, not what is unlikely. For a test of the same errors take DDM, ECDD-WT or HDDM-A.',
    'α = 0.99 looks back about 100 rows (1 / (1 − α)), and its curve moves by about 7 % of √(p (1 − p)) by chance alone.',
    'α = 1 is the mean of everything: after 10 000 good rows, 1 000 bad ones hardly move it.',
    'The first values rest on few rows: an error in the first row shows as a rate of 1.',
  ],
  firstAlarm: 'row 100 (after the warm-up), and only where a limit is given',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'The same numbers (`PrequentialError`, α = 1 by default). It is a metric there too, without alarms.',
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.metrics import PrequentialError

metric = PrequentialError(alpha=0.99)
for row, error in enumerate(errors, start=1):
    print(row, metric(error_value=error))`,
  },
  tryIt: {
    sample: 'digits-predictions',
    params: { alarm: 'limit', limit: 0.15, reset: 'none' },
    columns: ['error'],
  },
}
