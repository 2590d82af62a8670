import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { pathTo } from '~/lib/paths'
import { explain } from '~/lib/explain'
import { onSessionEnd, useFirstEnd } from '~/queries/session'
import { toast } from '~/stores/toasts'

const BEFORE_MS = 5 * 60_000
/** A timer cannot wait longer. */
const LONGEST_WAIT_MS = 2 ** 31 - 1

/** Says five minutes before that the sign-in ends, where the token tells when; and that it did, where it was renewed. */
export function useSessionEndToast(): void {
  const expiresAt = useFirstEnd()?.expiresAt ?? null
  const navigate = useNavigate()
  useEffect(
    () =>
      onSessionEnd((_, error) => {
        const { title, why, next } = explain(error)
        toast({
          tone: 'warn',
          title,
          text: `${why} ${next}`,
          action: { label: 'Connections', run: () => void navigate(pathTo('connections')) },
        })
      }),
    [navigate],
  )
  useEffect(() => {
    if (expiresAt === null) return
    const left = expiresAt - Date.now()
    if (left <= 0 || left - BEFORE_MS > LONGEST_WAIT_MS) return
    const warn = () =>
      toast({
        tone: 'warn',
        title: 'Your sign-in ends soon',
        text: `In ${Math.max(1, Math.round((expiresAt - Date.now()) / 60_000))} min. Sign in again before then to avoid an interruption.`,
        action: { label: 'Connections', run: () => void navigate(pathTo('connections')) },
      })
    const timer = setTimeout(warn, Math.max(0, left - BEFORE_MS))
    return () => clearTimeout(timer)
  }, [expiresAt, navigate])
}
