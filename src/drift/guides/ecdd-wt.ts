import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Has this classifier erred more in its last rows than overall? It is a control chart of a moving error rate, whose limit is set so that a false alarm comes once in a number of rows that you choose.',
  formula: [
    'p: error rate of all rows;  z ← λ e + (1 − λ) z, from z = 0',
    'σ = √(λ / (2 − λ) · (1 − (1 − λ)^(2n)) · p (1 − p))',
    'L(p): a polynomial fitted by the authors for 100, 400 or 1000 rows between false alarms',
    'warning where z > p + ½ L σ, alarm where z > p + L σ, from row `Warm-up` on',
  ],
  chart:
    'The moving error rate z, the error rate p of all rows in the middle, and above it the two limits; a single diamond marks each alarm, after which it starts afresh.',
  pitfalls: [
    'The column holds errors: 1 = wrong. With 1 = right it watches the classifier improve.',
    'The limits were fitted for λ = 0.2: another λ gives another number of false alarms.',
    'At 400 rows they roughly hold (a false alarm every 350 rows at an error rate of 0.1, every 200 at 0.01), but not elsewhere: the published limits for 1 000 give one every 91 rows at 0.1, and those for 100 one every 40 at 0.3. Prefer 400.',
    'The polynomials for 100 and 1 000 turn negative above an error rate of 0.38 and 0.45: there the limit is held at p, and false alarms are frequent.',
    'Alarms are frequent by design: one in 400 rows is 25 in 10 000.',
  ],
  firstAlarm: 'row 30 (after the warm-up)',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'As here, but a negative limit is used as it is; it does not start afresh by itself after an alarm.',
    },
    { library: 'MOA 2024.07', text: 'Offers 400 rows only; the same alarms on twelve test streams.' },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.concept_drift import ECDDWT, ECDDWTConfig

detector = ECDDWT(config=ECDDWTConfig(lambda_=0.2, average_run_length=400, warning_level=0.5))
for row, error in enumerate(errors, start=1):  # 1 = wrong
    detector.update(value=error)
    if detector.drift:
        print("change seen at row", row)
        detector.reset()`,
  },
  tryIt: { sample: 'digits-predictions', params: { lambda: 0.1, minInstances: 100 }, columns: ['error'] },
}
