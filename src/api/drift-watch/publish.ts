import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import { CodedError, HttpError, NetworkError, ServerError } from '~/lib/errors'
import type { DriftWatch } from './backend'
import { type RecordDraft, driftBodyOf, readRows, recordOf } from './wire'

/** The parameter that names a run, so that a record whose answer was lost can be found again. */
const RUN_KEY = 'tidemark_run'

/** The answer to a POST was lost, and so far the record is not there: whether it was written is not known. */
export class LostAnswerError extends ServerError {
  readonly reason: Error

  constructor(reason: Error) {
    super(
      'lost-answer',
      'POST /experiment/…/drift',
      `Whether the record was written is not known: its answer was lost. ${reason.message}`,
    )
    this.reason = reason
    if (reason instanceof ServerError) this.server = reason.server
  }
}

export interface Publication {
  experiment: string
  /** Made once a run by the caller, and the same in every attempt. */
  runKey: string
  draft: RecordDraft
}

export interface Published {
  record: DriftRecord
  /** It was already there: an earlier attempt had arrived, and nothing was posted now. */
  found: boolean
}

/** Attempts under way, so that a second click joins the first. */
const underWay = new Map<string, Promise<Published>>()
/** Runs whose answer was lost: the next attempt looks before it posts. */
const lost = new Set<string>()

/**
 * Posts a record at most once. Where the answer is lost it looks for the record by its run key; where that finds
 * nothing it throws, and the next attempt with the same key looks again before it posts.
 * @throws LostAnswerError; HttpError where the server refused; CodedError
 */
export function publish(driftWatch: DriftWatch, publication: Publication): Promise<Published> {
  const key = `${publication.experiment} ${publication.runKey}`
  const joined = underWay.get(key)
  if (joined) return joined
  const attempt = publishOnce(driftWatch, publication, key).finally(() => underWay.delete(key))
  underWay.set(key, attempt)
  return attempt
}

async function publishOnce(
  driftWatch: DriftWatch,
  { experiment, runKey, draft }: Publication,
  key: string,
): Promise<Published> {
  if (lost.has(key)) {
    const record = await findRun(driftWatch, experiment, runKey)
    if (record) return settled(key, record)
  }
  const body = driftBodyOf({ ...draft, parameters: { ...draft.parameters, [RUN_KEY]: runKey } })
  try {
    const { data } = await driftWatch.createDrift({ experiment, body })
    lost.delete(key)
    return { record: recordOf(data), found: false }
  } catch (error) {
    if (!isLost(error)) throw error
    lost.add(key)
    const record = await findRun(driftWatch, experiment, runKey).catch(() => null)
    if (record) return settled(key, record)
    throw new LostAnswerError(error)
  }
}

function settled(key: string, record: DriftRecord): Published {
  lost.delete(key)
  return { record, found: true }
}

/** Whether a POST may have been written all the same: no answer, an unreadable one, or a gateway's (502, 504). */
function isLost(error: unknown): error is Error {
  if (error instanceof HttpError) return error.status === 502 || error.status === 504
  // A success that cannot be read was written, and so was one that is too large.
  return (
    error instanceof NetworkError ||
    (error instanceof CodedError && /^(contract|too-large)$/.test(error.code))
  )
}

/** The record of a run; null where there is none. */
async function findRun(
  driftWatch: DriftWatch,
  experiment: string,
  runKey: string,
): Promise<DriftRecord | null> {
  const body = { [`parameters.${RUN_KEY}`]: runKey }
  const { data } = await driftWatch.searchDrifts({ experiment, query: { page_size: 1 }, body })
  return readRows(data, recordOf).read[0] ?? null
}
