import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { historyFromUrl, type HistorySettings, historyToUrl } from './settings'

export type ChangeHistory = (change: Partial<HistorySettings>, how?: 'push' | 'replace') => void

/** The history's settings: read from the URL, changed by writing it. */
export function useHistorySettings(): [HistorySettings, ChangeHistory] {
  const [query, setQuery] = useSearchParams()
  const settings = useMemo(() => historyFromUrl(query), [query])
  // Two changes may come before the next render.
  const latest = useRef(settings)
  useEffect(() => {
    latest.current = settings
  }, [settings])
  const change = useCallback<ChangeHistory>(
    (changed, how = 'replace') => {
      latest.current = { ...latest.current, ...changed }
      void setQuery(historyToUrl(latest.current), {
        replace: how === 'replace',
        preventScrollReset: true,
        flushSync: true,
      })
    },
    [setQuery],
  )
  return [settings, change]
}
