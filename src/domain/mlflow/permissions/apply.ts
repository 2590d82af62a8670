import { isAbort } from '~/lib/errors'
import { faultKind, faultWords, waitAfter } from './apply-errors'
import { orderOf, type BatchCell, type CellResult, type NotTried } from './batch'
import { levelName, type MlflowLevel } from './level'
import { ChangeFault, type PermissionServer } from './server'
import type { OwnLevel } from './table'
import { pause, waitingLine, type Sleep, type WaitingLine } from './waiting-line'

export interface ApplyOptions {
  /** Ends the batch after the cells under way: a change that has begun is never torn apart. */
  signal?: AbortSignal
  /** Levels that the server takes. */
  levels: readonly MlflowLevel[]
  /** Told whenever a cell's result changes. */
  onResult?: (place: number, result: CellResult) => void
  /** Told when the server asks to wait, in milliseconds, and when that is over (null). */
  onWait?: (ms: number | null) => void
  /** Told of each answer that nobody is signed in. */
  onSignedOut?: (refusal: unknown) => void
  /** Ends early, without a fault, where the signal aborts. */
  sleep?: Sleep
}

/** Requests under way at most: each costs the server a password hash. */
const AT_ONCE = 6
/** How often a server may ask to wait before its cell fails. */
const MOST_TRIES = 5
/** Before a lost answer is asked for again, in milliseconds. */
const SECOND_LOOK = 1000

/**
 * Writes cells, and says of each what became of it. Every cell is read first (somebody may have changed it since the
 * review), written, and read again. Nothing is called done before the server said so.
 */
export async function applyCells(
  server: PermissionServer,
  cells: readonly BatchCell[],
  options: ApplyOptions,
): Promise<CellResult[]> {
  const { signal, levels, onResult, onWait, sleep = pause } = options
  const results: CellResult[] = cells.map(() => ({ state: 'waiting' }))
  const queue = orderOf(cells)
  /** Users of whom the first cell is under way: servers make a place for a user's rows with the first. */
  const opening = new Map<string, Promise<unknown>>()
  const line = waitingLine((ms) => sleep(ms, signal), onWait)
  let stopped: NotTried | null = null

  const settle = (place: number, result: CellResult): void => {
    results[place] = result
    onResult?.(place, result)
  }
  const isCancelled = (): boolean => signal?.aborted === true

  const work = async (): Promise<void> => {
    for (;;) {
      const place = queue.shift()
      const cell = place === undefined ? undefined : cells[place]
      if (place === undefined || !cell) return
      const first = opening.get(cell.user)
      if (first) await first
      await line.pass()
      const why: NotTried | null = stopped ?? (isCancelled() ? 'cancelled' : null)
      if (why) settle(place, { state: 'not-tried', why })
      else if (cell.after !== null && !levels.includes(cell.after))
        settle(place, { state: 'not-tried', why: 'level-unknown' })
      else {
        settle(place, { state: 'underway' })
        const outcome = applyCell(server, cell, line, sleep, options)
        if (!first) opening.set(cell.user, outcome)
        const { result, stop } = await outcome
        stopped ??= stop
        settle(place, result)
      }
    }
  }
  const own = queue.filter((place) => cells[place]?.isOwn)
  queue.splice(queue.length - own.length)
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  // One's own cells one after the other, when nothing else is under way.
  queue.push(...own)
  await work()
  return results
}

interface Outcome {
  result: CellResult
  /** Why the rest is not tried; null: it goes on. */
  stop: NotTried | null
}

type Stage = 'reading' | 'writing' | 'reading-back'

async function applyCell(
  server: PermissionServer,
  cell: BatchCell,
  line: WaitingLine,
  sleep: Sleep,
  { signal, onSignedOut }: ApplyOptions,
): Promise<Outcome> {
  const { user, resource, before, after } = cell
  /** How far it came: what was once begun to be written is never called untried. */
  let stage: Stage = 'reading'
  for (let tries = 0; ; tries++) {
    try {
      await line.pass()
      if (stage !== 'reading-back') {
        const found = await secondLook(() => server.read(user, resource, signal), sleep)
        const wasSo = stage === 'reading'
        if (found !== 'hidden') {
          if (found === after) return going({ state: 'done', isReadBack: true, wasSo })
          if (before !== 'hidden' && found !== before) return going({ state: 'conflict', found })
        }
        stage = 'writing'
        await server.write(user, resource, after, found)
        stage = 'reading-back'
      }
      const now = await secondLook(() => server.read(user, resource), sleep)
      if (now === 'hidden') return going({ state: 'done', isReadBack: false, wasSo: false })
      if (now === after) return going({ state: 'done', isReadBack: true, wasSo: false })
      const says = `The server accepted ${levelName(after)} but still reports ${levelName(now)}.`
      return going({ state: 'failed', says, stands: now })
    } catch (error) {
      const kind = faultKind(error)
      if (kind === 'signed-out') onSignedOut?.(error instanceof ChangeFault ? error.cause : error)
      const mayTryAgain = kind === 'busy' && tries < MOST_TRIES && !signal?.aborted && isWhole(error, before)
      if (!mayTryAgain) return await ended(server, cell, stage, error, signal)
      line.wait(waitAfter(error, tries))
    }
  }
}

function going(result: CellResult): Outcome {
  return { result, stop: null }
}

/** Whether a change that stopped left things as they were, so that it may begin anew. */
function isWhole(error: unknown, before: OwnLevel): boolean {
  return !(error instanceof ChangeFault) || error.stands === before
}

/** What a cell that failed for good is, and what that means for the rest. */
async function ended(
  server: PermissionServer,
  cell: BatchCell,
  stage: Stage,
  error: unknown,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const kind = faultKind(error)
  // A server that is busy after all these tries is busy for the others, too.
  const stop: NotTried | null = kind === 'cell' ? null : kind
  if (stage === 'reading') {
    if (isAbort(error) || signal?.aborted) return going({ state: 'not-tried', why: 'cancelled' })
    if (stop) return { result: { state: 'not-tried', why: stop }, stop }
    return going({ state: 'failed', says: faultWords(error), stands: 'unchanged' })
  }
  // The server said yes; only the second look is missing.
  if (stage === 'reading-back') return { result: { state: 'done', isReadBack: false, wasSo: false }, stop }
  const stands = await standing(server, cell)
  if (stands !== 'unknown') {
    const wasDone = stands === cell.after
    return going(
      wasDone
        ? { state: 'done', isReadBack: true, wasSo: false }
        : { state: 'failed', says: faultWords(error), stands },
    )
  }
  const told = error instanceof ChangeFault ? error.stands : kind === 'connection' ? 'unknown' : 'unchanged'
  return { result: { state: 'failed', says: faultWords(error), stands: told }, stop }
}

/** What the server holds after a failure; 'unknown' where it does not answer or does not tell. */
async function standing(
  server: PermissionServer,
  { user, resource }: BatchCell,
): Promise<MlflowLevel | null | 'unknown'> {
  try {
    const found = await server.read(user, resource)
    return found === 'hidden' ? 'unknown' : found
  } catch {
    return 'unknown'
  }
}

/** Asks once more where no answer came: one lost packet does not end a batch. */
async function secondLook<T>(read: () => Promise<T>, sleep: Sleep): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (faultKind(error) !== 'connection') throw error
    await sleep(SECOND_LOOK)
    return read()
  }
}
