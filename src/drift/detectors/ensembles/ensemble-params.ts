import { choiceParam, integerParam } from '../../params'

const RULES = [
  { value: 'majority', label: 'Majority' },
  { value: 'minimum', label: 'Minimum approval' },
  { value: 'ordered', label: 'Ordered approval' },
] as const

const help = 'How many members must find drift for the ensemble to find it.'

/** How members of a batch ensemble are counted. */
export const batchRuleParam = choiceParam({ label: 'Rule', help, options: RULES, default: 'majority' })

/** Along a stream, a drift can also be confirmed by later ones. */
export const streamRuleParam = choiceParam({
  label: 'Rule',
  help,
  options: [...RULES, { value: 'confirmed', label: 'Confirmed' }] as const,
  // Detectors seldom alarm in one and the same row: a majority of them would hardly ever be there.
  default: 'confirmed',
})

const count = { unit: 'members', min: 1, max: 1000 }

export const countParams = {
  approvals: integerParam({
    ...count,
    label: 'Approvals',
    help: 'Members that must find drift; a larger value raises fewer alarms.',
    shownWhen: { name: 'rule', is: 'minimum' },
    default: 1,
  }),
  firstApprovals: integerParam({
    ...count,
    label: 'First approvals',
    help: 'Members that must find drift first; a larger value raises fewer alarms.',
    shownWhen: { name: 'rule', is: 'ordered' },
    default: 1,
  }),
  confirmations: integerParam({
    ...count,
    label: 'Confirmations',
    help: 'Further members that must confirm it; a larger value raises fewer alarms.',
    shownWhen: { name: 'rule', is: 'ordered' },
    min: 0,
    default: 1,
  }),
}

export const confirmedParams = {
  sensitivity: integerParam({
    ...count,
    label: 'Sensitivity',
    help: 'Members that must have found drift within the wait; a larger value raises fewer alarms.',
    shownWhen: { name: 'rule', is: 'confirmed' },
    default: 2,
  }),
  wait: integerParam({
    label: 'Wait',
    help: 'For how many rows the vote of a member that found drift keeps counting; a larger value lets slower members confirm it.',
    unit: 'rows',
    shownWhen: { name: 'rule', is: 'confirmed' },
    min: 0,
    max: 1000000,
    default: 50,
  }),
}
