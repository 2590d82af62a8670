import {
  createElement,
  type ExoticComponent,
  type FunctionComponent,
  useDeferredValue,
  useEffect,
  useState,
} from 'react'
import styles from './charts.module.css'

/**
 * A drawing that is a chunk of its own: its room until it is here. It is on its way as soon as the module that names
 * it is. Not `lazy`: React holds a fallback that it has shown for 300 ms, longer than the chunk takes.
 */
export function latePlot<P extends object>(
  load: () => Promise<FunctionComponent<P> | ExoticComponent<P>>,
  heightOf: (props: P) => number,
): FunctionComponent<P> {
  let loaded: FunctionComponent<P> | ExoticComponent<P> | null = null
  const loadPlot = async () => (loaded ??= await load())
  // A failure is met again, and then thrown, where the plot is needed.
  loadPlot().catch(() => undefined)

  return function LatePlot(props: P) {
    const [state, setState] = useState<{ plot: typeof loaded; failed?: unknown }>({ plot: loaded })
    useEffect(() => {
      let here = true
      if (!state.plot && state.failed === undefined) {
        loadPlot().then(
          (plot) => here && setState({ plot }),
          (failed: unknown) => here && setState({ plot: null, failed }),
        )
      }
      return () => {
        here = false
      }
    }, [state])
    // First the frame around it: drawn in one go with it, the first plot would hold the page for more than 50 ms.
    const due = useDeferredValue(true, false)
    // To the nearest boundary, as `lazy` would.
    if (state.failed !== undefined) throw state.failed
    if (!state.plot || !due) return <div className={styles['waiting']} style={{ height: heightOf(props) }} />
    return createElement(state.plot, props)
  }
}
