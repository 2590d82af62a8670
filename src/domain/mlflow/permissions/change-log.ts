import { csvLine } from '~/lib/csv'
import { cellKey, type BatchCell, type CellResult } from './batch'
import { levelName, type MlflowLevel } from './level'
import type { ResourceRef } from './server'
import type { OwnLevel } from './table'

/** What became of a logged cell, in one word. */
export type LoggedOutcome = 'done' | 'not-read-back' | 'was-so' | 'conflict' | 'failed' | 'not-tried'

export interface LoggedCell {
  user: string
  resource: ResourceRef
  name: string
  before: OwnLevel
  after: MlflowLevel | null
  outcome: LoggedOutcome
  /** Why, where it is not done. */
  says: string
}

/** One batch that was applied from this browser. */
export interface LoggedBatch {
  id: string
  /** Milliseconds since 1970 UTC. */
  at: number
  /** Where: the server's address, as the page knows it. */
  server: string
  /** Who was signed in. */
  by: string
  kind: 'changes' | 'undo' | 'retry'
  cells: readonly LoggedCell[]
}

/** Cells with what became of them. */
export function loggedCells(cells: readonly BatchCell[], results: readonly CellResult[]): LoggedCell[] {
  return cells.map(({ user, resource, name, before, after }, i) => ({
    user,
    resource,
    name,
    before,
    after,
    ...outcomeOf(results[i] ?? { state: 'waiting' }),
  }))
}

function outcomeOf(result: CellResult): Pick<LoggedCell, 'outcome' | 'says'> {
  switch (result.state) {
    case 'done':
      if (result.wasSo) return { outcome: 'was-so', says: '' }
      return { outcome: result.isReadBack ? 'done' : 'not-read-back', says: '' }
    case 'conflict':
      return { outcome: 'conflict', says: `Somebody else changed it: it is now ${ownName(result.found)}.` }
    case 'failed':
      return { outcome: 'failed', says: `${result.says} ${standsWords(result.stands)}` }
    case 'not-tried':
      return { outcome: 'not-tried', says: NOT_TRIED_WORDS[result.why] }
    case 'waiting':
    case 'underway':
      return { outcome: 'not-tried', says: 'The page was left before it was written.' }
  }
}

/** Why a cell was left alone, as a sentence. */
export const NOT_TRIED_WORDS = {
  cancelled: 'Not tried: cancelled.',
  connection: 'Not tried: the connection to the server was lost.',
  'signed-out': 'Not tried: the sign-in has ended.',
  busy: 'Not tried: the server kept asking to wait.',
  'level-unknown': 'Not tried: this server does not know the level.',
} as const

/** What the server holds after a failure, as a sentence. */
export function standsWords(stands: OwnLevel | 'unknown' | 'unchanged'): string {
  if (stands === 'unchanged') return 'Nothing was changed.'
  if (stands === 'unknown' || stands === 'hidden') return 'Its present level is not known.'
  return `It is now ${levelName(stands)}.`
}

/** "Read", "None", "not shown". */
export function ownName(level: OwnLevel): string {
  return level === 'hidden' ? 'not shown' : levelName(level)
}

/**
 * What was last set from this browser on a server, by `cellKey`: for owners on servers that do not tell them others'
 * rows.
 * @param batches in any order
 */
export function lastSet(batches: readonly LoggedBatch[], server: string): Map<string, MlflowLevel | null> {
  const set = new Map<string, MlflowLevel | null>()
  for (const batch of batches.toSorted((a, b) => a.at - b.at)) {
    if (batch.server !== server) continue
    for (const cell of batch.cells)
      if (cell.outcome === 'done' || cell.outcome === 'not-read-back' || cell.outcome === 'was-so')
        set.set(cellKey(cell), cell.after)
  }
  return set
}

/** The log as CSV, a line a cell, newest batch first. */
export function changeLogCsv(batches: readonly LoggedBatch[]): string {
  const head = [
    'time',
    'server',
    'by',
    'batch',
    'user',
    'kind',
    'id',
    'name',
    'before',
    'after',
    'outcome',
    'says',
  ]
  const lines = batches
    .toSorted((a, b) => b.at - a.at)
    .flatMap((batch) =>
      batch.cells.map((cell) => [
        new Date(batch.at).toISOString(),
        batch.server,
        batch.by,
        batch.kind,
        cell.user,
        cell.resource.kind,
        cell.resource.id,
        cell.name,
        ownName(cell.before),
        levelName(cell.after),
        cell.outcome,
        cell.says,
      ]),
    )
  return [head, ...lines].map(csvLine).join('')
}
