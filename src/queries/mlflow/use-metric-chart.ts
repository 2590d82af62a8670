import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ChartData, ChartRequest } from '~/domain/mlflow/series/chart-data'
import { CodedError } from '~/lib/errors'
import { forgetHistories, historyTable, loadedHistory, openedTable } from './histories'
import { ended } from './run-pages'
import { historySession } from './runs'
import { useHistories } from './use-histories'

/** One chart, and how far its histories are loaded. */
export interface MetricChart {
  /** Null: nothing is there yet. The old one stays until the new one is made. */
  data: ChartData | null
  /** What the data were made for: while new ones are made, the request before. */
  madeFor: ChartRequest | null
  /** Histories that are there, and that are needed. */
  loaded: number
  total: number
  /** How many could not be loaded: why, is said for all charts by `useFailedHistories`. */
  failed: number
  /** Why it could not be drawn. */
  error: Error | null
  /** Draws it once more. */
  retry: () => void
  /** Has the worker begin on a request that the next rendering brings: it works while the page is rendered. */
  askAhead: (next: ChartRequest) => void
}

interface Wanted {
  request: ChartRequest
  /** Histories that were not loaded when it was asked for. */
  missing: number
  /** Of the histories: newer ones are drawn anew. */
  version: number
}

/** A run as far as its histories need it. */
export interface ChartRun {
  id: string
  isRunning: boolean
}

/**
 * Loads the whole histories that a chart needs, each once, and has the worker draw it anew with each that arrives, and
 * with each request. What is asked while it draws waits for one next drawing.
 * @param runs memoised; those without the metric left out
 * @param request memoised
 */
export function useMetricChart(
  experimentId: string,
  runs: readonly ChartRun[],
  request: ChartRequest,
): MetricChart {
  const client = useQueryClient()
  const session = historySession(experimentId)
  const { metric } = request
  const other = typeof request.axis === 'object' ? request.axis.metric : null
  const queries = useMemo(
    () =>
      // A metric over itself takes its histories once.
      [...new Set(other === null ? [metric] : [metric, other])].flatMap((key) =>
        runs.map(({ id, isRunning }) => loadedHistory(session, id, key, isRunning)),
      ),
    [session, runs, metric, other],
  )
  const histories = useHistories(queries)
  const [drawn, setDrawn] = useState<Pick<MetricChart, 'data' | 'madeFor' | 'error'>>({
    data: null,
    madeFor: null,
    error: null,
  })
  const wanted = useRef<Wanted | null>(null)
  const isDrawing = useRef(false)
  const { version, loaded } = histories
  const total = queries.length
  // Also of what was asked for ahead: then there is nothing to ask.
  const asked = useRef('')
  const ask = useCallback(
    (request: ChartRequest, from: Pick<Wanted, 'missing' | 'version'>) => {
      const key = JSON.stringify([session, from, request])
      if (asked.current === key) return
      asked.current = key
      wanted.current = { request, ...from }
      if (isDrawing.current) return
      const draw = async () => {
        isDrawing.current = true
        try {
          while (wanted.current) {
            const next: Wanted = wanted.current
            wanted.current = null
            // A question whether the table is open would cost a frame before each drawing.
            const table = openedTable(session) ?? (await historyTable(client, session))
            const data = ended(await table.chart(next.request))
            // Another worker than the one that was given the histories: it died, and they with it.
            if (data.notLoaded.length > next.missing) {
              asked.current = ''
              return void forgetHistories(client, session)
            }
            setDrawn({ data, madeFor: next.request, error: null })
          }
        } catch (error) {
          asked.current = ''
          const isLost =
            error instanceof CodedError && (error.code === 'not-open' || error.code === 'worker-died')
          if (isLost) void forgetHistories(client, session)
          else setDrawn((known) => ({ ...known, error: error as Error }))
        } finally {
          isDrawing.current = false
        }
      }
      void draw()
    },
    [client, session],
  )
  const isReady = loaded > 0 && version > 0
  const missing = total - loaded
  // Asked before the frame is drawn: the worker works while it is.
  useLayoutEffect(() => {
    if (isReady) ask(request, { missing, version })
  }, [ask, request, isReady, missing, version])
  // What was asked for ahead may not have come about.
  const { madeFor } = drawn
  useEffect(() => {
    if (isReady && madeFor !== null && madeFor !== request) ask(request, { missing, version })
  }, [ask, request, isReady, missing, version, madeFor])
  return {
    data: drawn.data,
    madeFor,
    loaded,
    total,
    failed: histories.failed,
    error: drawn.error,
    retry: () => ask(request, { missing, version }),
    askAhead: (next) => {
      if (isReady) ask(next, { missing, version })
    },
  }
}
