import { formatCount } from '~/lib/format'
import type { FromMembers } from '../../computation-module'
import type { Computation } from '../../define'
import type { DetectorResult, PerColumnResult } from '../../results'
import { withProgress } from '../../with-progress'
import { completeResult } from '../../complete-result'
import { completeRows } from '../complete-rows'
import type { BatchInput } from '../../sample'
import { elect, type Rule, votesNeeded } from './election'
import type { EnsembleBatchParams } from './ensemble-batch'
import { checkAssembled, loadMembers, type Member } from './members'

/** Compares by each member in turn and counts those that find a drift. */
export const fromMembers: FromMembers = async (params, load) => {
  const text = String(params['members'])
  const members = await loadMembers(text, 'batch', load)
  return {
    *run(input, p) {
      checkAssembled(text, String(p['members']))
      return yield* compare(members, input as BatchInput, p as EnsembleBatchParams)
    },
  }
}

function* compare(
  members: readonly Member[],
  input: BatchInput,
  p: EnsembleBatchParams,
): Computation<PerColumnResult> {
  const results: DetectorResult[] = []
  const whole = completeRows(input)
  const isSingle = ({ detector }: Member): boolean =>
    detector.kind === 'batch' && detector.eachColumn === true
  for (const [done, member] of members.entries()) {
    const { name, run, params } = member
    const told = () => ({ done, total: members.length, phase: 'detectors', soFar: `${name} is running` })
    const samples = isSingle(member) ? input : whole.input
    const found = yield* withProgress(run({ ...samples, times: null }, params), told)
    results.push(yield* completeResult(found, samples))
  }
  const undecided = results.map((found) => found.shape !== 'trace' && found.undecidable !== undefined)
  const rule: Rule = { ...p, sensitivity: 0, wait: 0 }
  const needed = votesNeeded(rule, members.length)
  const { votes, result } = elect(
    rule,
    results.map(({ drift }) => (drift ? 2 : 0)),
    [],
  )
  return {
    shape: 'per-column',
    detector: 'ensemble-batch',
    drift: result === 2,
    statisticName: 'vote',
    alpha: commonAlpha(members),
    correction: 'none',
    effect: null,
    votes: { cast: votes, needed, undecided: undecided.filter(Boolean).length },
    columns: results.map((found, i) => {
      const pValue = pValueOf(found)
      return {
        name: members[i]!.name,
        statistic: found.drift ? 1 : 0,
        pValue,
        adjustedPValue: pValue,
        effectSize: null,
        threshold: null,
        drift: found.drift,
        ...(undecided[i] ? { undecided: true as const } : {}),
        view: null,
      }
    }),
    rows: { reference: input.reference.rows, test: input.test.rows },
    notes: [
      ...(members.every(isSingle) ? [] : whole.notes),
      ...(needed > members.length
        ? [
            `The rule asks for ${formatCount(needed)} votes of ${formatCount(members.length)} members: it can never find drift. Lower it, or add members.`,
          ]
        : []),
      ...results.flatMap(({ notes }, i) => notes.map((note) => `${members[i]!.name}: ${note}`)),
    ],
    settings: { ...p, membersCompared: members.length, votesNeeded: needed },
  }
}

/** NaN where members have levels of their own, or none. */
function commonAlpha(members: readonly Member[]): number {
  const levels = new Set(members.map(({ params }) => params['alpha']))
  const [alpha] = levels
  return levels.size === 1 && typeof alpha === 'number' ? alpha : Number.NaN
}

/** Of the member's own verdict; of several columns the smallest, corrected for their number. */
function pValueOf(result: DetectorResult): number | null {
  if (result.shape === 'two-sample') return result.pValue
  if (result.shape !== 'per-column') return null
  const ps = result.columns.flatMap(({ adjustedPValue }) => (adjustedPValue === null ? [] : [adjustedPValue]))
  return ps.length > 0 ? Math.min(...ps) : null
}
