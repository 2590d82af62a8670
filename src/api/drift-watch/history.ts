import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import type { Gap } from '~/domain/drift-watch/gaps'
import type { UnreadableRow } from '~/lib/unreadable-row'
import { HttpError, isAbort } from '~/lib/errors'
import type { DriftWatch } from './backend'
import type { WireDrift } from './contract'
import { type PageQuery, pages, pagination } from './pages'
import type { Row } from '../rows'
import { serverTimeText } from './time'
import { readRows, recordOf } from './wire'

/**
 * Why a history is not whole: it is still coming, the person stopped it, or a page after the first failed. `gaps`: what
 * is missing between records that came, ascending in time.
 */
export type Unfinished =
  | { kind: 'loading' }
  | { kind: 'cancelled' }
  | { kind: 'failed'; error: unknown; gaps: readonly Gap[] }

export interface LoadedHistory {
  state: 'loaded'
  /** Ascending by `createdAt`, then `id`; no id twice. */
  records: readonly DriftRecord[]
  unreadable: readonly UnreadableRow[]
  /** As the server counts them; null where it does not say. */
  total: number | null
  /** Null: everything is there. */
  unfinished: Unfinished | null
}

/** Rows of a page of a history: the most that the server takes. */
const PAGE_ROWS = 100

/** By time; records of the same millisecond by id, so that the order is always the same. */
export function byTime(a: DriftRecord, b: DriftRecord): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

export interface LoadOptions {
  /** The person's cancel: what came is kept. */
  cancel: AbortSignal
  /** After every page: rows so far, of how many (null: unknown). `soFar()` makes a history of them. */
  onPage: (done: number, total: number | null, soFar: () => LoadedHistory) => void
}

/**
 * Reads a whole history, page by page, newest first. What is handed out meanwhile has no gap: a page that came before the
 * one that stands before it waits for that. Where that one failed, `unfinished.gaps` says in the end between which
 * records it is missing. A record that is logged meanwhile moves others to the next page, where they are known
 * already, and is found by the next `loadNew`.
 * @returns what came, when it was cancelled or a page after the first failed (`unfinished` says so)
 * @throws what the first page throws
 */
export async function loadWhole(
  driftWatch: DriftWatch,
  experiment: string,
  { cancel, onPage }: LoadOptions,
): Promise<LoadedHistory> {
  const gathered = new Gathered()
  const waiting = new Map<number, readonly Row<WireDrift>[]>()
  let counted: number | null = null
  try {
    const newestFirst = search(driftWatch, experiment, {}, 'desc')
    for await (const { page, rows, done, total } of pages(newestFirst, {
      signal: cancel,
      pageSize: PAGE_ROWS,
      mayMiss,
    })) {
      waiting.set(page, rows)
      counted = total
      for (let next = waiting.get(gathered.pages + 1); next; next = waiting.get(gathered.pages + 1)) {
        waiting.delete(gathered.pages + 1)
        gathered.add(next, total)
      }
      onPage(done, total, () => gathered.history({ kind: 'loading' }))
    }
    return gathered.history(null)
  } catch (error) {
    if (isAbort(error) && cancel.aborted) return gathered.history({ kind: 'cancelled' })
    if (gathered.pages === 0) throw error
    return gathered.history({ kind: 'failed', error, gaps: gathered.addBehindGaps(waiting, counted) })
  }
}

/** So many pages that fail are a server that fails. */
const MOST_MISSED = 3

/** What fails a single page, and not the person's right or the way to the server: the others are still asked for. */
function mayMiss(error: unknown, missed: number): boolean {
  return missed <= MOST_MISSED && error instanceof HttpError && error.status >= 500
}

/**
 * Asks only for what came since, and for what was running.
 * @returns null where that does not explain the server's count (a record was deleted): then all must be read anew
 */
export async function loadNew(
  driftWatch: DriftWatch,
  experiment: string,
  known: LoadedHistory,
  signal: AbortSignal,
): Promise<LoadedHistory | null> {
  const last = known.records.at(-1)
  if (last === undefined || known.total === null || known.unfinished !== null) return null
  const running = known.records.filter(({ state }) => state === 'running').map(({ id }) => id)
  const since = { created_at: { $gte: serverTimeText(last.createdAt) } }
  const filter = running.length === 0 ? since : { $or: [since, { _id: { $in: running } }] }
  const gathered = new Gathered(known)
  for await (const { rows } of pages(search(driftWatch, experiment, filter), { signal }))
    gathered.add(rows, null)
  const count = await driftWatch.searchDrifts({ experiment, query: { page_size: 1 }, body: {} }, { signal })
  const { total } = pagination(count.headers)
  const now = gathered.history(null)
  return total !== null && now.records.length + now.unreadable.length === total ? { ...now, total } : null
}

/** The newest `count` (1 to 100) records. */
export async function loadNewest(
  driftWatch: DriftWatch,
  experiment: string,
  count: number,
  signal: AbortSignal,
): Promise<LoadedHistory> {
  const query = { page_size: count, sort_by: 'created_at', order_by: 'desc' } as const
  const { data, headers } = await driftWatch.searchDrifts({ experiment, query, body: {} }, { signal })
  const gathered = new Gathered()
  gathered.add(data, pagination(headers).total)
  return gathered.history(null)
}

function search(
  driftWatch: DriftWatch,
  experiment: string,
  body: Record<string, unknown>,
  direction: 'asc' | 'desc' = 'asc',
) {
  const order = { sort_by: 'created_at', order_by: direction } as const
  return (page: PageQuery, signal: AbortSignal | undefined) =>
    driftWatch.searchDrifts({ experiment, query: { ...order, ...page }, body }, signal ? { signal } : {})
}

/** Rows as they come, each id once: while records are deleted, the same row can stand on two pages. */
class Gathered {
  readonly #records = new Map<string, DriftRecord>()
  /** By id; those without one are told apart by their number. */
  readonly #unreadable = new Map<string, UnreadableRow>()
  #total: number | null = null
  pages = 0

  constructor(known?: LoadedHistory) {
    for (const record of known?.records ?? []) this.#records.set(record.id, record)
    for (const row of known?.unreadable ?? []) this.#addUnreadable(row)
  }

  /** @returns the records that could be read */
  add(rows: readonly Row<WireDrift>[], total: number | null): readonly DriftRecord[] {
    const { read, unreadable } = readRows(rows, recordOf)
    for (const record of read) {
      this.#records.set(record.id, record)
      this.#unreadable.delete(record.id)
    }
    for (const row of unreadable) this.#addUnreadable(row)
    this.#total = total
    this.pages += 1
    return read
  }

  /**
   * Pages behind one that failed, newest first.
   * @param waiting their rows, by their number
   * @returns what is missing before each, ascending in time
   */
  addBehindGaps(waiting: ReadonlyMap<number, readonly Row<WireDrift>[]>, total: number | null): Gap[] {
    const gaps: Gap[] = []
    let last = this.pages
    let missing = 0
    let newer = Math.min(...[...this.#records.values()].map(({ createdAt }) => createdAt))
    for (const page of [...waiting.keys()].sort((a, b) => a - b)) {
      missing += (page - last - 1) * PAGE_ROWS
      last = page
      const read = this.add(waiting.get(page)!, total)
      if (read.length === 0) continue
      const times = read.map(({ createdAt }) => createdAt)
      if (missing > 0 && Number.isFinite(newer)) gaps.push({ older: Math.max(...times), newer, missing })
      missing = 0
      newer = Math.min(...times)
    }
    return gaps.reverse()
  }

  history(unfinished: Unfinished | null): LoadedHistory {
    return {
      state: 'loaded',
      records: [...this.#records.values()].sort(byTime),
      unreadable: [...this.#unreadable.values()],
      total: this.#total,
      unfinished,
    }
  }

  #addUnreadable(row: UnreadableRow): void {
    this.#unreadable.set(row.id ?? `no id ${this.#unreadable.size}`, row)
    if (row.id !== null) this.#records.delete(row.id)
  }
}
