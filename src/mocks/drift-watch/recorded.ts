import type { RecordedSetup } from '../replay/setup'
import type { Recording } from '../replay/recording'
import { readPythonJson } from '../python-json'
import { fixtureServer, type ShownRows } from './fixtures/fixture-server'
import type { DriftRow, ExperimentRow } from './tables'

export const recorded: RecordedSetup = {
  start: (recordings) => fixtureServer(createdIds(recordings), rowsShown(recordings)),
  authorizationOf: ({ as }) => (as === null ? null : `Bearer tok-${as}`),
  headersRead: ['x-pagination'],
}

/** Ids that the real server gave out, in their order. */
function createdIds(recordings: readonly Recording[]): string[] {
  return recordings
    .filter(({ status }) => status === 201)
    .map((recording) => (bodyOf(recording) as { id: string }).id)
}

/** Rows of the answers of searches, as the database held them. Pages that were not recorded are filled up. */
function rowsShown(recordings: readonly Recording[]): ShownRows {
  const experiments: ExperimentRow[] = []
  const drifts = new Map<string, DriftRow[]>()
  for (const recording of recordings) {
    const search = /^\/experiment\/(?:([\da-f-]{36})\/drift\/)?search/.exec(recording.target)
    if (recording.status !== 200 || !search) continue
    const [, experiment] = search
    if (experiment === undefined) {
      addNew(experiments, bodyOf(recording) as (ExperimentRow & { id: string })[])
      continue
    }
    const rows = drifts.get(experiment) ?? []
    drifts.set(experiment, rows)
    addNew(rows, bodyOf(recording) as (DriftRow & { id: string })[])
    const last = rows.at(-1)
    if (!last) continue
    const { total } = JSON.parse(recording.answerHeaders['x-pagination'] ?? '{}') as { total?: number }
    for (let i = rows.length; i < (total ?? 0); i++) {
      const older = { created_at: `2020${last.created_at.slice(4)}` }
      rows.push({ ...last, ...older, _id: `0f111ed0-0000-4000-8000-${String(i).padStart(12, '0')}` })
    }
  }
  return { experiments, drifts }
}

/** Rows that are neither known nor the fixture's own. */
function addNew<R extends { _id: string }>(known: R[], sent: readonly (R & { id: string })[]): void {
  for (const { id, ...rest } of sent) {
    // A row as it is stored is a row as it is sent, with its id under another name.
    const row = { ...rest, _id: id } as unknown as R
    if (!id.startsWith('00000000') && known.every(({ _id }) => _id !== id)) known.push(row)
  }
}

function bodyOf({ answer }: Recording): unknown {
  return answer.kind === 'json' && answer.text !== '' ? readPythonJson(answer.text) : null
}
