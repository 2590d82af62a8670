import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Do the newest rows of this column have the same distribution as those before? At each row it compares the last few with as many older ones, drawn at random.',
  formula: [
    'window of the last w values: R its newest r, W drawn r of the other w − r',
    'D = sup |F_R − F_W|,  p exact for two samples of r',
    'alarm where p ≤ α',
  ],
  chart:
    'D at each row against the smallest D that is significant, and below it the p-value. D moves in steps of 1/r.',
  pitfalls: [
    'A test at every row, on windows that overlap: α = 0.0001 still gave at least one false alarm in 15 of 40 runs over 1 500 rows without change.',
    'It sees only what 30 rows against 30 can show: a standard deviation that grew from 1 to 3 was found in 1 of 40 runs.',
    'With a small r no p-value can reach α (with 5 rows, none is below 0.0079): the rule below the chart then says so.',
    'A shift of one standard deviation was found in 70 of 100 runs, after 28 rows; with α = 0.005 in 97, and with 12 false alarms in 10 000 rows.',
    'The draw makes an alarm near the limit a matter of chance: try another seed, or take older rows at even distances.',
  ],
  firstAlarm: 'row 100 (when the window is full)',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'Does not reset by itself, and seeds NumPy’s global generator, which changes the random numbers of everything else.',
      row: 7,
    },
    {
      library: 'River 0.26',
      text: 'α = 0.005, also asks for D > 0.1, and begins with an empty window after an alarm, although it has just kept the newest rows.',
    },
    {
      library: 'all',
      text: 'Each draws by its own generator: with more older rows than are drawn, alarms agree in number and not row by row.',
    },
  ],
  python: {
    library: 'river 0.26.1',
    code: `from river import drift

detector = drift.KSWIN(alpha=0.0001, window_size=100, stat_size=30, seed=42)
for row, x in enumerate(stream, start=1):
    detector.update(x)
    if detector.drift_detected:
        print("change seen at row", row, "p", detector.p_value)`,
  },
  tryIt: { sample: 'nile', params: { window: 40, recent: 20, alpha: 0.005 }, columns: null },
}
