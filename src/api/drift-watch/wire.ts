import type { DriftExperiment, DriftRecord, DriftUser, Grant } from '~/domain/drift-watch/drift-record'
import type { UnreadableRow } from '~/lib/unreadable-row'
import type { DriftBody, ExperimentBody, WireDrift, WireExperiment, WireUser } from './contract'
import type { Row } from '../rows'
import { serverTime } from './time'

/** Wire rows → our words, and drafts → bodies. The only place where the two meet. */

export function experimentOf(wire: WireExperiment): DriftExperiment {
  return {
    id: wire.id,
    createdAt: serverTime(wire.created_at),
    name: wire.name,
    description: wire.description ?? null,
    isPublic: wire.public,
    grants: wire.permissions.map(({ entity, level }) => ({ entity, level })),
  }
}

const STATES = { Running: 'running', Completed: 'completed', Failed: 'failed' } as const
const JOB_STATUS = { running: 'Running', completed: 'Completed', failed: 'Failed' } as const

export function recordOf(wire: WireDrift): DriftRecord {
  const notes = inexactNotes(wire.parameters)
  return {
    id: wire.id,
    createdAt: serverTime(wire.created_at),
    state: STATES[wire.job_status],
    model: wire.model,
    driftDetected: wire.drift_detected,
    tags: wire.tags,
    parameters: wire.parameters,
    ...(notes.length > 0 ? { notes } : {}),
  }
}

export function userOf(wire: WireUser): DriftUser {
  return { id: wire.id, subject: wire.subject, issuer: wire.issuer, email: wire.email }
}

/** What a person says of an experiment. */
export interface ExperimentDraft {
  name: string
  /** Empty or null: none. */
  description: string | null
  isPublic: boolean
  grants: readonly Grant[]
}

export function experimentBodyOf(draft: ExperimentDraft): ExperimentBody {
  const { name, description, isPublic, grants } = draft
  return {
    name,
    // PUT keeps an omitted description; an empty one is how it is taken away.
    description: description ?? '',
    public: isPublic,
    permissions: grants.map(({ entity, level }) => ({ entity, level })),
  }
}

export type RecordDraft = Pick<DriftRecord, 'state' | 'model' | 'driftDetected' | 'tags' | 'parameters'>

export function driftBodyOf(draft: RecordDraft): DriftBody {
  return {
    job_status: JOB_STATUS[draft.state],
    model: draft.model,
    drift_detected: draft.driftDetected,
    tags: [...draft.tags],
    parameters: { ...draft.parameters },
  }
}

/**
 * A record as JSON over several lines, as the server takes it (`driftBody`): without id and time, which are its own to
 * give and which it refuses (422 "Unknown field."). NaN, which JSON has not, is null.
 */
export function recordText(record: DriftRecord): string {
  return JSON.stringify(driftBodyOf(record), null, 2)
}

/** Rows of a search → what reads, and what does not. */
export function readRows<W, T>(
  list: readonly Row<W>[],
  of: (wire: W) => T,
): { read: T[]; unreadable: UnreadableRow[] } {
  const read: T[] = []
  const unreadable: UnreadableRow[] = []
  for (const row of list) {
    if (row.ok) read.push(of(row.row))
    else unreadable.push({ id: row.id, why: row.why })
  }
  return { read, unreadable }
}

/** Notes at most; more say nothing new. */
const MAX_NOTES = 5

/** Whole numbers beyond 2^53 are exact on the server (up to 2^63) and rounded in a browser: the reader must know. */
function inexactNotes(parameters: Readonly<Record<string, unknown>>): string[] {
  const notes: string[] = []
  // A list of what is still to be looked at, not recursion: parameters may nest as deep as they like.
  const open: [path: string, value: unknown][] = [['', parameters]]
  for (let next = open.pop(); next !== undefined && notes.length < MAX_NOTES; next = open.pop()) {
    const [path, value] = next
    if (typeof value === 'number') {
      if (isRounded(value)) notes.push(`${short(path)} is beyond 2^53: its last digits may be rounded.`)
    } else if (Array.isArray(value)) {
      // Lists of numbers are statistics: thousands of them, never identifiers.
      if (value.length > 0 && typeof value[0] !== 'number')
        for (const [i, item] of value.entries()) open.push([`${path}[${i}]`, item])
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) open.push([path === '' ? key : `${path}.${key}`, item])
    }
  }
  return notes
}

function isRounded(x: number): boolean {
  return Number.isInteger(x) && Math.abs(x) > Number.MAX_SAFE_INTEGER && Math.abs(x) <= 2 ** 63
}

/** Keys can be 250 characters long, and thousands deep. */
function short(path: string): string {
  return path.length <= 80 ? path : `${path.slice(0, 40)}…${path.slice(-39)}`
}
