import type { ReactNode } from 'react'
import { instantText } from '~/lib/dates'
import { formatDuration, formatPercent } from '~/lib/format'
import charts from '../frame/charts.module.css'
import { DragMark } from '../frame/drag-mark'
import { usePlotWalk } from '../frame/plot-walk'
import { ink } from '../frame/theme'
import type { View } from '../plane/zoom'
import { type BuildColumns, fillOf, opacityOf, type StageSeries } from './build-columns'
import type { BuildsScene } from './builds-scene'

interface BuildsOverlayProps {
  builds: BuildColumns
  series: readonly StageSeries[]
  scene: BuildsScene
  view: View
  full: readonly [number, number]
  onView: (view: View) => void
  onChoose: (index: number) => void
  children: ReactNode
}

/** Stages of a readout; the table has all. */
const MOST_READ = 14

/** Reads a build by pointer or keys: its state, its total and its stages, the longest first. */
export function BuildsOverlay(props: BuildsOverlayProps) {
  const { builds, series, scene, view, full, onView, onChoose } = props
  const walk = usePlotWalk({ x: builds.x, scene, view, full, onView, onChoose })
  const { shown, drag } = walk
  const x = shown === null ? 0 : scene.toX(builds.x[shown]!)
  const isInView = shown !== null && x >= scene.left - 1 && x <= scene.right + 1
  const read = shown === null ? [] : readingsOf(series, shown)
  const head = shown === null ? '' : headOf(builds, shown)
  return (
    <div
      {...walk.props}
      className={charts['plot']}
      aria-label="Builds; arrow keys walk, plus and minus zoom, Enter opens"
      aria-valuetext={
        shown === null
          ? 'no build chosen'
          : `${head}: ${read.map(({ name, words }) => `${name} ${words}`).join(', ')}`
      }
    >
      {props.children}
      <svg className={charts['overlay']} width={scene.width} height={scene.height} aria-hidden="true">
        {isInView && <line x1={x} x2={x} y1={scene.top} y2={scene.bottom} stroke={ink.text2} />}
        <DragMark drag={drag} scene={scene} />
      </svg>
      {isInView && (
        <div
          className={charts['readout']}
          style={
            x > scene.width / 2
              ? { right: scene.width - x + 10, top: scene.top }
              : { left: x + 10, top: scene.top }
          }
        >
          <div>
            <strong>{head}</strong>
          </div>
          {read.slice(0, MOST_READ).map(({ name, colour, words }) => (
            <div key={name} className={charts['sign']}>
              <svg width={10} height={8} aria-hidden="true">
                <rect width={8} height={8} fill={fillOf(colour)} fillOpacity={opacityOf(colour)} />
              </svg>
              {words} {name}
            </div>
          ))}
          {read.length > MOST_READ && <div>and {read.length - MOST_READ} shorter ones</div>}
        </div>
      )}
    </div>
  )
}

function headOf({ names, words, startedAt, totals }: BuildColumns, i: number): string {
  return `${names[i]} ${words[i]}, ${instantText(Math.round(startedAt[i]! / 60_000) * 60_000, 'UTC')}: ${formatDuration(totals[i])}`
}

function readingsOf(series: readonly StageSeries[], i: number) {
  return series
    .filter(({ values }) => !Number.isNaN(values[i]!))
    .toSorted((a, b) => b.values[i]! - a.values[i]!)
    .map(({ name, colour, values, shares, budget, isBad }) => ({
      name,
      colour,
      words: [
        formatDuration(values[i]),
        ...(Number.isNaN(shares[i]!) ? [] : [`(${formatPercent(shares[i])})`]),
        ...(isBad[i] ? ['not successful'] : []),
        ...(budget !== null && values[i]! > budget ? [`over ${formatDuration(budget)}`] : []),
      ].join(' '),
    }))
}
