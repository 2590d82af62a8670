import { transfer } from 'comlink'
import { CodedError, toFailure } from '~/lib/errors'
import { HistoryStore } from '~/domain/mlflow/series/history-store'
import { exposeWhileAlive } from './alive'
import type { Outcome } from './protocol'
import type { TableWorkerApi } from './table-protocol'
import { TableSession } from './table-session'
import { createCancellations } from './cancellations'
import { transferables } from './transferables'

const sessions = new Map<string, TableSession>()
/** By the session that they were loaded for; several tables may read them, and none outlives its page by much. */
const stores = new Map<string, HistoryStore>()
const cancellations = createCancellations()

function sessionOf(id: string): TableSession {
  const session = sessions.get(id)
  if (!session) throw new CodedError('not-open', 'The runs are not loaded any more. Load them again.')
  return session
}

function storeOf(id: string): HistoryStore {
  const store = stores.get(id) ?? new HistoryStore()
  stores.set(id, store)
  return store
}

/** Outcomes are data, and what they hold of arrays is handed over. Comlink needs a promise; the work is synchronous. */
function answer<T>(id: string, work: (session: TableSession) => T): Promise<Outcome<T>> {
  try {
    const outcome: Outcome<T> = { status: 'done', value: work(sessionOf(id)) }
    return Promise.resolve(transfer(outcome, transferables(outcome)))
  } catch (error) {
    return Promise.resolve({ status: 'failed', failure: toFailure(error) })
  }
}

/** Lets other calls have their turn. */
function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}

const api: TableWorkerApi = {
  open(id, histories) {
    if (!sessions.has(id)) sessions.set(id, new TableSession(storeOf(histories)))
    return Promise.resolve()
  },
  putRuns: (id, bytes) => answer(id, (session) => session.putRuns(bytes)),
  dropRuns: (id, ids) => answer(id, (session) => session.dropRuns(ids)),
  columns: (id) => answer(id, (session) => session.columns()),
  query: (id, view) => answer(id, (session) => session.query(view)),
  window: (id, columns, window) => answer(id, (session) => session.window(columns, window)),
  neededHistories: (id, columns, places) => answer(id, (session) => session.neededHistories(columns, places)),
  liveRuns: (id) => answer(id, (session) => session.liveRuns()),
  newestRuns: (id, most) => answer(id, (session) => session.newestRuns(most)),
  tags: (id, ids) => answer(id, (session) => session.tags(ids)),
  putHistory: (id, target, bytes) => answer(id, (session) => session.putHistory(target, bytes)),
  putCurves: (id, target, bytes) => answer(id, (session) => session.putCurves(target, bytes)),
  chart: (id, request) => answer(id, (session) => session.chart(request)),

  async exportCsv(call, id, columns) {
    const signal = cancellations.open(call)
    try {
      const parts: string[] = []
      for (const slice of sessionOf(id).csv(columns)) {
        parts.push(slice)
        await turn()
        if (signal.aborted) return { status: 'cancelled' }
      }
      return { status: 'done', value: new Blob(parts, { type: 'text/csv;charset=utf-8' }) }
    } catch (error) {
      return { status: 'failed', failure: toFailure(error) }
    } finally {
      cancellations.close(call)
    }
  },

  cancel(call) {
    cancellations.cancel(call)
    return Promise.resolve()
  },
  close(id) {
    sessions.delete(id)
    // Emptied, not dropped: a table that reads it stays open.
    stores.get(id)?.clear()
    return Promise.resolve()
  },
}

exposeWhileAlive(api)
