import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { type LabSettings, settingsFromUrl, settingsToUrl } from './settings'

export type ChangeSettings = (change: Partial<LabSettings>, how?: 'push' | 'replace') => void

/** The Lab's settings: read from the URL, changed by writing it. */
export function useSettings(): [LabSettings, ChangeSettings] {
  const [query, setQuery] = useSearchParams()
  const settings = useMemo(() => settingsFromUrl(query), [query])
  // Two changes may come before the next render (two files that were dropped together end at once).
  const latest = useRef(settings)
  useEffect(() => {
    latest.current = settings
  }, [settings])

  const change = useCallback<ChangeSettings>(
    (changed, how = 'replace') => {
      // Whatever is changed, the settings have not been run; a new zoom changes nothing that was run.
      const onlyView = Object.keys(changed).every((key) => key === 'view')
      latest.current = { ...latest.current, ...(onlyView ? {} : { run: false, view: null }), ...changed }
      void setQuery(settingsToUrl(latest.current), {
        replace: how === 'replace',
        preventScrollReset: true,
        // As a transition, a pressed checkbox would jump back until the charts below it are drawn anew.
        flushSync: true,
      })
    },
    [setQuery],
  )
  return [settings, change]
}
