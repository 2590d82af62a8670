import type { GoldenCase } from './cases'
import type { Mapped } from './mapped'
import { renamed } from './mapped'

/** Elections of Menelaus: which one is in the name of the case, "menelaus/ConfirmedElection". */
const RULES: Readonly<Record<string, { rule: string; names: Record<string, string> }>> = {
  SimpleMajorityElection: { rule: 'majority', names: {} },
  MinimumApprovalElection: { rule: 'minimum', names: { approvals_needed: 'approvals' } },
  OrderedApprovalElection: {
    rule: 'ordered',
    names: { approvals_needed: 'firstApprovals', confirmations_needed: 'confirmations' },
  },
  ConfirmedElection: { rule: 'confirmed', names: { sensitivity: 'sensitivity', wait_time: 'wait' } },
}

function election(c: GoldenCase): Record<string, number | string | boolean> {
  const found = c.case.split('/').find((name) => name in RULES)
  const known = found === undefined ? undefined : RULES[found]
  if (!known) throw new Error(`no election is known for '${c.case}'`)
  // The library's own defaults.
  const defaults = { approvals: 1, firstApprovals: 1, confirmations: 1 }
  return renamed(c, known.names, { ...defaults, rule: known.rule })
}

/** Columns hold the states of the members, row by row. */
export function mapEnsemble(c: GoldenCase): Mapped {
  return {
    kind: 'stream',
    detector: 'ensemble-stream',
    params: { ...election(c), members: 'columns', reset: 'none' },
  }
}

/** `scripts/reference/ensemble-batch.py`: members are SciPy's test of Kolmogorov and Smirnov in several tunings. */
export function mapEnsembleBatch(c: GoldenCase): Mapped {
  const { members, ...params } = c.params
  if (!Array.isArray(members)) throw new Error('the case has no members')
  const text = members.map((member) => {
    const { test, alternative, alpha } = member as Record<string, unknown>
    if (test !== 'ks_2samp') throw new Error(`no member is known for '${String(test)}'`)
    return `ks?alternative=${String(alternative)}&alpha=${String(alpha)}`
  })
  return {
    kind: 'batch',
    detector: 'ensemble-batch',
    params: { ...election({ ...c, params }), members: text.join(',') },
    read: {
      drift: (result) => result.drift,
      votes: (result) => (result.shape === 'per-column' ? result.votes?.cast : null),
      p_values: (result) =>
        result.shape === 'per-column' ? result.columns.map(({ pValue }) => pValue) : null,
    },
  }
}
