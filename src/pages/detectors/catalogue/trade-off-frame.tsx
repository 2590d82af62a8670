import { useEffect, useMemo, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { TradeOffChart } from '~/charts/trade-off/trade-off-chart'
import { streamKinds, tradeOff } from '~/domain/detection/trade-off'
import type { Detector } from '~/drift/define'
import { pathTo } from '~/lib/paths'
import styles from './page.module.css'
import { measuredOf } from './rows'
import type { CatalogueSettings } from './settings'

/** Where a method page leads to. */
const PLACE = '#trade-off'

interface TradeOffFrameProps {
  /** Those that pass the filters. */
  shown: readonly Detector[]
  kind: CatalogueSettings['kind']
  onKind: (kind: CatalogueSettings['kind']) => void
}

/** The measured table as a picture; nothing where no streaming detector passes the filters. */
export function TradeOffFrame({ shown, kind: wanted, onKind }: TradeOffFrameProps) {
  const navigate = useNavigate()
  const place = useRef<HTMLDivElement>(null)
  const { hash } = useLocation()
  useEffect(() => {
    if (hash !== PLACE) return
    // After the shell, which begins a new page at its top.
    const frame = requestAnimationFrame(() => place.current?.scrollIntoView({ block: 'start' }))
    return () => cancelAnimationFrame(frame)
  }, [hash])

  const measured = useMemo(() => measuredOf(shown), [shown])
  const present = streamKinds.filter((k) => measured.some(({ detector }) => detector.columns === k))
  const kinds = present.length > 1 ? [...present, 'all' as const] : present
  const [first] = present
  const kind = kinds.includes(wanted) ? wanted : present.includes('error') ? 'error' : first
  const drawn = useMemo(
    () => (kind === undefined ? null : tradeOff(measured, kind === 'all' ? null : kind)),
    [measured, kind],
  )
  if (kind === undefined || !drawn) return null
  return (
    <div ref={place} className={styles['place']}>
      <TradeOffChart
        {...drawn}
        kind={kind}
        kinds={kinds}
        onKind={onKind}
        onChoose={(id) => void navigate(pathTo('detectors.method', { detector: id }))}
        fileName="detectors-delay-and-false-alarms"
      />
    </div>
  )
}
