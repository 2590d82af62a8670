import type { ReactNode } from 'react'
import styles from '../frame/charts.module.css'
import { DragMark } from '../frame/drag-mark'
import type { View } from '../plane/zoom'
import { scale } from '../plane/scale'
import { isFar } from './history-columns'
import type { HistoryScene } from './history-scene'
import { type HistoryWordsData, runReading } from './history-words'
import { usePlotWalk } from '../frame/plot-walk'
import { ink } from '../frame/theme'

export interface HistoryOverlayProps {
  title: string
  words: HistoryWordsData
  /** Axis value of each run. */
  x: Float64Array
  scene: HistoryScene
  view: View
  full: readonly [number, number]
  onView: (view: View) => void
  onSelect: ((index: number) => void) | undefined
  children: ReactNode
}

/** The part that moves over the drawing: crosshair, readout, the stretch that is marked. */
export function HistoryOverlay(props: HistoryOverlayProps) {
  const { words, x, scene, view, full, onView, onSelect, children } = props
  const { left, right, top, bottom, width, height } = scene
  const walk = usePlotWalk({ x, scene, view, full, onView, onChoose: onSelect })
  const { shown, drag } = walk
  const said = shown === null ? null : runReading(words, shown)
  const px = shown === null ? null : scale(scene.domainX, [left, right])(x[shown]!)
  const value = shown === null ? NaN : words.columns.values[shown]!
  const y = shown === null ? NaN : scene.heightOf(shown)
  const low = y > (top + bottom) / 2
  const visible = px !== null && px >= left - 0.5 && px <= right + 0.5
  const spoken = said
    ? [said.place, said.state, said.value && `${words.metric} ${said.value}`, said.verdict]
        .filter(Boolean)
        .join('; ')
    : 'no record chosen'
  return (
    <div
      {...walk.props}
      className={styles['plot']}
      aria-label={`${props.title}: records`}
      aria-description={`Arrow keys walk the records, ${onSelect ? 'Enter opens one, ' : ''}plus and minus zoom, shift and arrows pan, zero shows everything.`}
      aria-valuetext={spoken}
    >
      {children}
      <svg className={styles['overlay']} width={width} height={height} aria-hidden="true">
        <DragMark drag={drag} scene={scene} />
        {visible && shown !== null && (
          <>
            <line x1={px} x2={px} y1={top} y2={bottom} stroke={ink.text1} />
            {Number.isFinite(value) && (
              <circle
                cx={px}
                cy={y}
                r={4.5}
                fill={ink.surface}
                stroke={isFar(value, words.columns.thresholds[shown]!, words.sense) ? ink.drift : ink.line}
                strokeWidth={2}
              />
            )}
          </>
        )}
      </svg>
      {visible && said && (
        <div
          className={styles['readout']}
          style={{
            // On the side with more room, and away from the point's height: it never covers what it reads.
            left: px > (left + right) / 2 ? undefined : px + 10,
            right: px > (left + right) / 2 ? width - px + 10 : undefined,
            top: low ? top + 8 : undefined,
            bottom: low ? undefined : height - bottom + 8,
          }}
        >
          <div>{said.place}</div>
          <div>
            {said.value === null ? (
              said.state
            ) : (
              <>
                {words.metric} <strong>{said.value}</strong>, {said.state}
              </>
            )}
          </div>
          {said.verdict && <div>{said.verdict}</div>}
        </div>
      )}
    </div>
  )
}
