import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, type Mock, vi } from 'vitest'
import { HistoryStore } from '~/domain/mlflow/series/history-store'
import { useJobs } from '~/stores/jobs'
import { useToasts } from '~/stores/toasts'
import type { openRunTable as OpenRunTable, RunTable } from '~/workers/table-client'
import { TableSession } from '~/workers/table-session'
import { runsQuery } from './runs'

const stores = new Map<string, HistoryStore>()
/** The tables that are open, by name. */
export const sessions = new Map<string, TableSession>()

function tableOf(session: string, histories = session): RunTable {
  const store = stores.get(histories) ?? new HistoryStore()
  stores.set(histories, store)
  const one = sessions.get(session) ?? new TableSession(store)
  sessions.set(session, one)
  const done = <T>(value: T) => Promise.resolve({ status: 'done' as const, value })
  return {
    putRuns: (bytes) => done(one.putRuns(bytes)),
    dropRuns: (ids) => done(one.dropRuns(ids)),
    columns: () => done(one.columns()),
    query: (view) => done(one.query(view)),
    window: (columns, window) => done(one.window(columns, window)),
    neededHistories: (columns, places) => done(one.neededHistories(columns, places)),
    liveRuns: () => done(one.liveRuns()),
    newestRuns: (most) => done(one.newestRuns(most)),
    tags: (ids) => done(one.tags(ids)),
    putHistory: (target, bytes) => done(one.putHistory(target, bytes)),
    putCurves: (target, bytes) => done(one.putCurves(target, bytes)),
    chart: (request) => done(one.chart(request)),
    exportCsv: () => done(new Blob([])),
    close: () => {
      sessions.delete(session)
      return Promise.resolve(stores.get(session)?.clear())
    },
  }
}

/** A run as the server keeps it. */
export interface WireRun {
  id: string
  status: string
  stage: 'active' | 'deleted'
  start: number
}

/** What the server has, and how it fares. */
export const server: {
  runs: WireRun[]
  /** Before a history is answered. */
  onHistory: () => void
  /** The status with which it refuses. */
  refuses: (path: string, id: string) => number | null
  /** Before a page is answered. */
  onPage: (offset: number) => void
} = { runs: [], onHistory: () => {}, refuses: () => null, onPage: () => {} }

/** What it was asked: filters, the runs of each request, and pages by how many runs stand before them. */
export const asked = {
  filters: [] as string[],
  histories: [] as string[],
  curves: [] as string[][],
  pages: [] as number[],
}

const reply = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status })

async function serve(url: string, { body, signal }: Sent): Promise<Response> {
  const { pathname, searchParams } = new URL(url, 'http://server')
  const path = pathname.split('/2.0/mlflow/')[1] ?? ''
  const sent = JSON.parse(body ?? '{}') as Record<string, string>
  if (path === 'runs/search') {
    const found = search(sent)
    signal?.throwIfAborted()
    return reply(found)
  }
  if (path === 'metrics/get-history') {
    const run = searchParams.get('run_id') ?? ''
    asked.histories.push(run)
    server.onHistory()
    return reply({ metrics: [1, 5, 2].map((value, step) => ({ key: 'acc', value, step, timestamp: step })) })
  }
  if (path === 'metrics/get-history-bulk-interval') {
    const ids = searchParams.getAll('run_ids')
    asked.curves.push(ids)
    signal?.throwIfAborted()
    const status = server.refuses(path, '')
    const point = (run_id: string) => ({ run_id, key: 'acc', value: 3, step: 1, timestamp: 1 })
    return status === null ? reply({ metrics: ids.map(point) }) : new Response('no', { status })
  }
  const id = sent['run_id'] ?? ''
  const status = server.refuses(path, id)
  if (status !== null) return reply({ error_code: 'PERMISSION_DENIED', message: 'no' }, status)
  if (path === 'runs/delete') for (const run of server.runs) if (run.id === id) run.stage = 'deleted'
  return reply({})
}

function search({ filter = '', max_results, run_view_type, page_token }: Record<string, string>): unknown {
  const offset = Number(page_token ?? 0)
  asked.pages.push(offset)
  server.onPage(offset)
  asked.filters.push(filter)
  const named = [...filter.matchAll(/'([^']+)'/g)].map(([, id]) => id)
  const stage = run_view_type === 'DELETED_ONLY' ? 'deleted' : 'active'
  const found = server.runs
    .filter((run) => run.stage === stage && (named.length === 0 || named.includes(run.id)))
    .toSorted((a, b) => b.start - a.start)
  const end = offset + Number(max_results)
  return {
    ...(end < found.length ? { next_page_token: String(end) } : {}),
    runs: found.slice(offset, end).map(({ id, status, start }) => ({
      info: { run_id: id, experiment_id: '83', status, start_time: start, lifecycle_stage: stage },
      data: { metrics: [{ key: 'acc', value: 2, step: 2, timestamp: 2 }] },
    })),
  }
}

interface Sent {
  body?: string
  signal?: AbortSignal
}

/** A server of runs and the worker's tables, both in this process, anew for each test. @param openRunTable the mock */
export function withRunsServer(openRunTable: Mock<typeof OpenRunTable>): { client: QueryClient } {
  const ground = { client: new QueryClient() }
  beforeEach(() => {
    ground.client = new QueryClient()
    openRunTable.mockImplementation((session: string, histories?: string) =>
      Promise.resolve({ status: 'done', value: tableOf(session, histories) }),
    )
    vi.stubGlobal('fetch', (url: string, init: Sent) => serve(url, init))
  })
  afterEach(() => {
    for (const list of Object.values(asked)) list.length = 0
    Object.assign(server, { onHistory: () => {}, refuses: () => null, onPage: () => {} })
    sessions.clear()
    stores.clear()
    ground.client.clear()
    useJobs.setState({ jobs: [] })
    useToasts.setState({ toasts: [] })
    vi.unstubAllGlobals()
  })
  return ground
}

export const query = (view: 'active' | 'deleted' = 'active') => runsQuery('83', view, 'kit')
export const many = (count: number, status: string): WireRun[] =>
  Array.from({ length: count }, (_, i) => ({ id: `run${i}`, status, stage: 'active', start: i }))
