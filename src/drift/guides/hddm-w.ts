import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Is the recent error rate higher than it was at its best moment? Like HDDM-A, but each row weighs less than the one after it, and the limit comes from McDiarmid’s inequality.',
  formula: [
    'm ← λ e + (1 − λ) m,  q ← λ² + (1 − λ)² q  (m = e, q = 1 at the first row)',
    'cut where m + √(q ln(1/α) / 2) is smallest: m₁, q₁ up to it, m₂, q₂ from the row after it',
    'alarm where m₂ − m₁ > √((q₁ + q₂) ln(1/α) / 2); warning the same with its own α',
  ],
  chart:
    'The rise m₂ − m₁ and its two limits; gaps are rows at a new best, where there is nothing to compare. With falls too: rise and fall, each in its own ε.',
  pitfalls: [
    'The column holds errors: 1 = wrong. With 1 = right it watches the classifier improve.',
    'λ decides what can be seen: the limit does not shrink with more rows. At λ = 0.05 a rise below about 0.4 is seen by luck alone (a step from 0.1 to 0.3: after 149 rows, the median of 200 runs).',
    'The higher the error rate, the more false alarms: none in 200 000 rows at 0.1, but 2 in 10 000 rows at 0.3 and 7 at 0.45 (in streams of 2 000 rows).',
  ],
  firstAlarm: 'row 2 (30 in the profile of Frouros)',
  differences: [
    {
      library: 'MOA 2024.07',
      text: 'A rise as here (the class is by the authors of the method). All detectors of one process share their state; its two-sided test starts afresh at a fall without saying so.',
      row: 14,
    },
    {
      library: 'River 0.26',
      text: 'Begins q one step further. Before 0.24 its mean started afresh whenever it was exactly 0.',
      row: 9,
    },
    {
      library: 'Frouros 0.9',
      text: 'Begins m at 0 and cuts with λ in the place of α. Its two-sided test alarms at every row from 30 on, and is not offered here.',
      row: 2,
    },
  ],
  python: {
    library: 'river 0.26.1',
    code: `from river import drift

detector = drift.binary.HDDMW(drift_confidence=0.001, warning_confidence=0.005, lambda_val=0.05)
for row, error in enumerate(errors, start=1):  # 1 = wrong
    detector.update(error)
    if detector.drift_detected:
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits-predictions', params: { lambda: 0.02 }, columns: ['error'] },
}
