import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { applyCells } from '~/domain/mlflow/permissions/apply'
import type { BatchCell, CellResult } from '~/domain/mlflow/permissions/batch'
import { loggedCells, type LoggedBatch } from '~/domain/mlflow/permissions/change-log'
import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import type { PermissionServer } from '~/domain/mlflow/permissions/server'
import { changeLogQuery } from '~/queries/mlflow/change-log'
import { keepBatch } from '~/stores/change-log'
import { toast } from '~/stores/toasts'

/** A batch that is being applied, or was. */
export interface Batch {
  cells: readonly BatchCell[]
  results: readonly CellResult[]
  kind: LoggedBatch['kind']
  isRunning: boolean
  isCancelled: boolean
  /** The server asks to wait so long, in milliseconds; null: it does not. */
  waitMs: number | null
  sinceMs: number
  /** The answer that nobody is signed in; null: there was none. */
  signedOut: unknown
}

export interface BatchRun {
  batch: Batch | null
  start: (cells: readonly BatchCell[], kind: LoggedBatch['kind']) => void
  cancel: () => void
  dismiss: () => void
}

interface BatchOptions {
  server: PermissionServer
  levels: readonly MlflowLevel[]
  /** Of the log: which server, and who. */
  address: string
  by: string
  /** With the final results, before they are shown as final. */
  onEnd: (cells: readonly BatchCell[], results: readonly CellResult[]) => Promise<void>
}

/** How often the screen follows, in milliseconds. */
const SHOW_EVERY = 100
const LOG_EVERY = 2000

/** Applies batches one after the other, shows how far they are and logs them. It goes on where the page is left. */
export function useBatch({ server, levels, address, by, onEnd }: BatchOptions): BatchRun {
  const [batch, setBatch] = useState<Batch | null>(null)
  const client = useQueryClient()
  const controller = useRef<AbortController | null>(null)
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })

  const start: BatchRun['start'] = (cells, kind) => {
    if (controller.current) return
    const abort = new AbortController()
    controller.current = abort
    const begun = performance.now()
    const results: CellResult[] = cells.map(() => ({ state: 'waiting' }))
    const logged = { id: crypto.randomUUID(), at: Date.now(), server: address, by, kind }
    let waitMs: number | null = null
    let signedOut: unknown = null
    const show = (isRunning: boolean): void =>
      setBatch({
        cells,
        results: [...results],
        kind,
        isRunning,
        isCancelled: abort.signal.aborted,
        waitMs,
        sinceMs: performance.now() - begun,
        signedOut,
      })
    const log = (): Promise<string | null> =>
      keepBatch({ ...logged, cells: loggedCells(cells, results) } as LoggedBatch)
    show(true)
    void log()
    const showing = setInterval(() => show(true), SHOW_EVERY)
    const logging = setInterval(() => void log(), LOG_EVERY)
    const run = async (): Promise<void> => {
      try {
        await applyCells(server, cells, {
          signal: abort.signal,
          levels,
          onResult: (place, result) => {
            results[place] = result
          },
          onWait: (ms) => {
            waitMs = ms
          },
          onSignedOut: (refusal) => {
            signedOut = refusal
          },
        })
        await end.current(cells, results)
      } finally {
        clearInterval(showing)
        clearInterval(logging)
        controller.current = null
        show(false)
        const refusal = await log()
        await client.invalidateQueries({ queryKey: changeLogQuery().queryKey })
        if (refusal !== null) toast({ tone: 'warn', title: 'The change log is not kept', text: refusal })
      }
    }
    void run()
  }
  return {
    batch,
    start,
    cancel: useCallback(() => controller.current?.abort(), []),
    dismiss: useCallback(() => setBatch((now) => (now?.isRunning ? now : null)), []),
  }
}
