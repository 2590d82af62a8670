import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Is the error rate higher than it was up to its best moment? Its limit comes from Hoeffding’s inequality, which holds for every distribution, so that false alarms are rare and changes are seen late.',
  formula: [
    'b(n) = √(ln(1/α) / 2n);  m(n): error rate of the first n rows',
    'k: where m(k) + b(k) was smallest',
    'ε = √((n − k) / (2 k n) · ln(2/α))',
    'alarm where m(n) − m(k) ≥ ε; warning the same with its own α',
  ],
  chart:
    'The rise m(n) − m(k) and its two limits; gaps are rows at a new best, where there is nothing to compare. With falls too: rise and fall, each in its own ε.',
  pitfalls: [
    'The column holds errors: 1 = wrong. With 1 = right it watches the classifier improve.',
    'The error rate over all rows moves less and less: a step from 0.1 to 0.3 after 1 000 rows is seen after 112 rows (the median of 200 runs); HDDM-W weighs newer rows more.',
    'α is the probability for one comparison. It is pessimistic: no false alarm in 200 000 rows at an error rate of 0.1.',
  ],
  firstAlarm: 'row 2 (30 in the profile of Frouros)',
  differences: [
    { library: 'River 0.26', text: 'As here.' },
    {
      library: 'MOA 2024.07',
      text: 'Its two-sided test, on unless turned off, starts afresh at a fall without saying so.',
      row: 14,
    },
    {
      library: 'Frouros 0.9',
      text: 'Takes ln(1/α), so that alarms come slightly sooner (row 822 instead of 833 on a test stream), and has no new warm-up after an alarm. Its two-sided test alarms at every new best error rate (278 times on 2 000 rows without a change) and is not offered here.',
      row: 3,
    },
  ],
  python: {
    library: 'river 0.26.1',
    code: `from river import drift

detector = drift.binary.HDDMA(drift_confidence=0.001, warning_confidence=0.005, two_sided_test=False)
for row, error in enumerate(errors, start=1):  # 1 = wrong
    detector.update(error)
    if detector.drift_detected:
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits-predictions', params: {}, columns: ['error'] },
}
