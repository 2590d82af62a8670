import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ChartData, ChartRequest } from '~/domain/mlflow/series/chart-data'
import { CodedError } from '~/lib/errors'
import {
  combineHistories,
  forgetHistories,
  historyTable,
  loadedHistory,
  openedTable,
  retryHistories,
} from './histories'
import { ended, historySession } from './runs'

/** One chart, and how far its histories are loaded. */
export interface MetricChart {
  /** Null: nothing is there yet. The old one stays until the new one is made. */
  data: ChartData | null
  /** Histories that are there, and that are needed. */
  loaded: number
  total: number
  /** How many could not be loaded, and why the first could not. */
  failed: number
  error: Error | null
  retry: () => void
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
  const metrics = typeof request.axis === 'object' ? [request.metric, request.axis.metric] : [request.metric]
  const histories = useQueries({
    queries: metrics.flatMap((metric) =>
      runs.map(({ id, isRunning }) => loadedHistory(session, id, metric, isRunning)),
    ),
    combine: combineHistories,
  })
  const [drawn, setDrawn] = useState<{ data: ChartData | null; error: Error | null }>({
    data: null,
    error: null,
  })
  const wanted = useRef<{ request: ChartRequest; missing: number } | null>(null)
  const isDrawing = useRef(false)
  const { version, loaded } = histories
  const total = metrics.length * runs.length
  // Asked before the frame is drawn: the worker works while it is.
  useLayoutEffect(() => {
    if (loaded === 0 || version === 0) return
    wanted.current = { request, missing: total - loaded }
    if (isDrawing.current) return
    const draw = async () => {
      isDrawing.current = true
      try {
        while (wanted.current) {
          const next = wanted.current
          wanted.current = null
          // A question whether the table is open would cost a frame before each drawing.
          const table = openedTable(session) ?? (await historyTable(client, session))
          const data = ended(await table.chart(next.request))
          // Another worker than the one that was given the histories: it died, and they with it.
          if (data.notLoaded.length > next.missing) return void forgetHistories(client, session)
          setDrawn({ data, error: null })
        }
      } catch (error) {
        const isLost =
          error instanceof CodedError && (error.code === 'not-open' || error.code === 'worker-died')
        if (isLost) void forgetHistories(client, session)
        else setDrawn((known) => ({ ...known, error: error as Error }))
      } finally {
        isDrawing.current = false
      }
    }
    void draw()
  }, [client, session, request, version, loaded, total])
  return {
    data: drawn.data,
    loaded,
    total,
    failed: histories.failed,
    error: drawn.error ?? histories.error,
    retry: () => void retryHistories(client, session),
  }
}
