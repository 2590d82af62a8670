import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Has this classifier begun to err more, late in a long stream? Like DDM, but it forgets: after an alarm, or after very many quiet rows, the error rate is rebuilt from stored rows alone.',
  formula: [
    'DDM with levels 1.773 and 2.258, from row 129 on',
    'after an alarm: p, s and their minimum from the rows since its warning began',
    'a warning of 1 400 rows is an alarm',
    'after 40 000 rows outside a warning: p and s from the last 7 000 rows, the minimum stays',
  ],
  chart:
    'p + s between its two limits, as for DDM; below it, how many rows the error rate stands on, which drops where it is rebuilt.',
  pitfalls: [
    'The column holds errors: 1 = wrong. With 1 = right it watches the classifier improve.',
    'Lower levels than DDM’s see a step from 0.1 to 0.3 after 47 rows instead of 98 (medians of 200 runs); with its longer warm-up it gives as many false alarms as DDM, 5 in 10 000 rows at an error rate of 0.1, and more at 0.3: 3 instead of 1 (in streams of 2 000 rows).',
    'After an alarm with a long warning, the rebuilt error rate already holds the new rows: a second alarm may follow at once, or be swallowed.',
  ],
  firstAlarm: 'row 129 (after the warm-up)',
  differences: [
    {
      library: 'MOA 2024.07, Tornado',
      text: 'As here: MOA’s class is by the authors of the method, Tornado’s is a port of it.',
    },
    {
      library: 'Frouros 0.9',
      text: 'Rebuilds from all that is stored instead of from where the warning began, and leaves a row out of its count: repeated alarms within a few rows.',
      row: 6,
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from frouros.detectors.concept_drift import RDDM, RDDMConfig

detector = RDDM(config=RDDMConfig(warning_level=1.773, drift_level=2.258, min_num_instances=129))
for row, error in enumerate(errors, start=1):  # 1 = wrong
    detector.update(value=error)
    if detector.drift:
        print("change seen at row", row)`,
  },
  tryIt: {
    sample: 'digits-predictions',
    params: { warningLevel: 2, driftLevel: 3, minInstances: 150 },
    columns: ['error'],
  },
}
