import { type ComponentProps, createElement, useDeferredValue, useEffect, useState } from 'react'
import styles from './charts.module.css'

type Plot = (typeof import('./evolution-plot'))['EvolutionPlot']

type Props = ComponentProps<Plot>

let loaded: Plot | null = null

/**
 * The frame, its text and the tables are there at once; the drawing comes as a chunk of its own. It is on its
 * way as soon as this module is, so that it is there when a first result is.
 */
async function loadPlot(): Promise<Plot> {
  loaded ??= (await import('./evolution-plot')).EvolutionPlot
  return loaded
}
// A failure is met again, and then thrown, where the plot is needed.
loadPlot().catch(() => undefined)

/**
 * The plot once it is here, its room until then. Not `lazy`: React holds a fallback that it has
 * shown for 300 ms, longer than the chunk takes.
 */
export function LoadedPlot(props: Props) {
  const [state, setState] = useState<{ plot: Plot | null; failed?: unknown }>({ plot: loaded })
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
  if (!state.plot || !due) return <div className={styles['waiting']} style={{ height: props.scene.height }} />
  return createElement(state.plot, props)
}
