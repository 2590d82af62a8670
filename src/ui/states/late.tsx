import CircleAlert from 'lucide-react/icons/circle-alert'
import { type ComponentType, useEffect, useState } from 'react'
import { Icon } from '../words/icon'
import { useOnline } from './use-online'
import styles from './late.module.css'

/**
 * A component whose code comes when it is first mounted, or is approached. Where the code cannot be fetched,
 * a line says so and the rest of the page stays: React.lazy would take the whole page down, and what was
 * loaded into it.
 */
export function late<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
  /** Height that is kept for it until it is here, in px. */
  room = 0,
): { Late: ComponentType<P>; approach: () => void } {
  let loaded: ComponentType<P> | null = null
  const fetchCode = async () => {
    loaded ??= (await load()).default
    return loaded
  }

  function Late(props: P) {
    const online = useOnline()
    const [state, setState] = useState<{ Loaded: ComponentType<P> } | 'loading' | 'failed'>(
      loaded ? { Loaded: loaded } : 'loading',
    )
    useEffect(() => {
      let mounted = true
      const open = () =>
        void fetchCode().then(
          (Loaded) => mounted && setState({ Loaded }),
          () => mounted && setState('failed'),
        )
      open()
      window.addEventListener('online', open)
      return () => {
        mounted = false
        window.removeEventListener('online', open)
      }
    }, [])
    if (state === 'loading') return room === 0 ? null : <div style={{ minHeight: room }} />
    if (state === 'failed') return <Unfetched online={online} />
    return <state.Loaded {...props} />
  }

  return { Late, approach: () => void fetchCode().catch(() => undefined) }
}

function Unfetched({ online }: { online: boolean }) {
  return (
    <p role="alert" className={styles['unfetched']}>
      <Icon of={CircleAlert} />
      {online
        ? 'This part of Tidemark could not be loaded. Check that its server runs, then reload the page.'
        : 'You are offline: this part was not loaded yet. It opens by itself when the connection is back.'}
    </p>
  )
}
