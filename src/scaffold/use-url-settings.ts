import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { UrlCodec } from '~/lib/url-codec'
import { toast } from '~/stores/toasts'
import { useSame } from './use-same'

/**
 * Changes some settings. *Back* takes back what was chosen and not what was typed (`UrlCodec.isStep`), unless the caller
 * says it: `push` makes a step, `replace` none.
 */
export type ChangeSettings<Settings> = (change: Partial<Settings>, how?: 'push' | 'replace') => void

/**
 * The page's settings: read from the URL, changed by writing it. A field that did not change keeps its identity, so
 * that it can stand in the dependencies of a memo; `change` is stable.
 * @param codec made once, outside of the component
 */
export function useUrlSettings<Settings extends object>(
  codec: UrlCodec<Settings>,
): [Settings, ChangeSettings<Settings>] {
  const { search } = useLocation()
  const navigate = useNavigate()
  const settings = useSame(useMemo(() => codec.read(new URLSearchParams(search)), [codec, search]))

  // Two changes may come before the next render.
  const latest = useRef(settings)
  useEffect(() => {
    latest.current = settings
  }, [settings])
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  const change = useCallback<ChangeSettings<Settings>>(
    (changed, how) => {
      // What comes late, of a page that was left, would lead back to it.
      if (isGone.current) return
      const before = latest.current
      const next = { ...before, ...changed }
      const written = codec.write(next)
      if (written.toString().length > codec.maxLength) {
        toast({
          tone: 'warn',
          title: 'Too much for a link',
          text: `All settings of a page are kept in its address, which holds at most ${codec.maxLength} characters. Choose fewer, or type a shorter text.`,
        })
        return
      }
      latest.current = next
      void navigate(`?${written}`, {
        replace: how === undefined ? !codec.isStep(before, next) : how === 'replace',
        // As a transition, a pressed checkbox would jump back until the charts below it are drawn anew.
        flushSync: true,
      })
    },
    [codec, navigate],
  )
  return [settings, change]
}
