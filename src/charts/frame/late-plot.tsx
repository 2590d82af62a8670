import {
  createElement,
  type ExoticComponent,
  type FunctionComponent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useState,
} from 'react'
import { usePrinting } from '~/ui/page/printing'
import { watchNear } from '~/ui/states/watch-near'
import styles from './charts.module.css'

/**
 * A drawing that is a chunk of its own: its room until it is here. It is on its way as soon as the module that names
 * it is, or, where the chunk is large and its place far down, when that comes nearly into view. Not `lazy`: React holds
 * a fallback that it has shown for 300 ms, longer than the chunk takes. `onPaper` stands in its place where the page is
 * printed before it is here: no code comes in time for that.
 */
export function latePlot<P extends object>(
  load: () => Promise<FunctionComponent<P> | ExoticComponent<P>>,
  heightOf: (props: P) => number,
  begins: 'at once' | 'near view' = 'at once',
): FunctionComponent<P & { onPaper?: ReactNode }> {
  let loaded: FunctionComponent<P> | ExoticComponent<P> | null = null
  const loadPlot = async () => (loaded ??= await load())
  // A failure is met again, and then thrown, where the plot is needed.
  if (begins === 'at once') loadPlot().catch(() => undefined)

  return function LatePlot({ onPaper, ...rest }: P & { onPaper?: ReactNode }) {
    const props = rest as unknown as P
    const [state, setState] = useState<{ plot: typeof loaded; failed?: unknown }>({ plot: loaded })
    const [room, setRoom] = useState<HTMLDivElement | null>(null)
    const [isWanted, setWanted] = useState(begins === 'at once')
    useEffect(
      () => (room && !isWanted ? watchNear(room, (isNear) => isNear && setWanted(true)) : undefined),
      [room, isWanted],
    )
    useEffect(() => {
      let here = true
      if (isWanted && !state.plot && state.failed === undefined) {
        loadPlot().then(
          (plot) => here && setState({ plot }),
          (failed: unknown) => here && setState({ plot: null, failed }),
        )
      }
      return () => {
        here = false
      }
    }, [state, isWanted])
    // What is near nobody's view is fetched when the page is at rest.
    useEffect(() => (begins === 'near view' ? atRest(loadPlot) : undefined), [])
    const printing = usePrinting()
    const plot = state.plot ?? (printing ? loaded : null)
    // First the frame around it: drawn in one go with it, the first plot would hold the page for more than 50 ms.
    const due = useDeferredValue(true, false)
    // To the nearest boundary, as `lazy` would.
    if (state.failed !== undefined) throw state.failed
    if (!plot && printing && onPaper !== undefined) return onPaper
    if (!plot || !due)
      return <div ref={setRoom} className={styles['waiting']} style={{ height: heightOf(props) }} />
    return createElement(plot, props)
  }
}

/** So long after it was shown a page has what it shows at first. */
const REST_MS = 4000

/** Fetches a while later; a failure is met again where it is needed. @returns takes it back */
function atRest(fetchCode: () => Promise<unknown>): () => void {
  const timer = setTimeout(() => void fetchCode().catch(() => undefined), REST_MS)
  return () => clearTimeout(timer)
}
