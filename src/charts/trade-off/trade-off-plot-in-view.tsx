import { memo } from 'react'
import { Label } from '../frame/symbols'
import { ink } from '../frame/theme'
import { noSymbol, type PlacedRow, type PlotGroup, ScatterPlot } from '../ordinary/scatter-plot'
import { KINDS, StreamSymbol, type TradeOffPoint } from './stream-symbol'
import type { PlacedPoint, TradeOffScene } from './trade-off-scene'

export interface TradeOffPlotProps {
  scene: TradeOffScene
  /** The picture in words. */
  name: string
}

/** Points with their bars, and the front of the best trades. */
export const TradeOffPlot = memo(function TradeOffPlot({ scene, name }: TradeOffPlotProps) {
  const { right, bottom } = scene
  return (
    <ScatterPlot
      {...scene}
      x={{ key: 'delay', domain: scene.domainX, ticks: scene.xTicks, labels: scene.xLabels }}
      y={{
        key: 'falseAlarms',
        domain: scene.domainY,
        ticks: scene.yTicks,
        labels: scene.yLabels,
        scale: 'symlog',
      }}
      groups={groupsOf(scene)}
      name={name}
    >
      <Label x={0} y={10} fill={ink.text1}>
        false alarms per 10 000 quiet rows
      </Label>
      <Label x={right} y={bottom + 34} fill={ink.text2} anchor="end">
        median delay after the change, rows
      </Label>
    </ScatterPlot>
  )
})

type Row = TradeOffPoint & Pick<PlacedPoint, 'label'>

function groupsOf({ placedPoints, front }: TradeOffScene): PlotGroup<Row>[] {
  return KINDS.flatMap(({ kind, colour }) => {
    const rows = placedPoints
      .flatMap(({ point, label }): Row[] => (point.kind === kind ? [{ ...point, label }] : []))
      // Best trades last: on top of what they better.
      .toSorted((a, b) => Number(a.standing === 'best') - Number(b.standing === 'best'))
    if (rows.length === 0) return []
    return [
      {
        key: `${kind}-front`,
        rows: front.filter((p) => p.kind === kind).map((p) => ({ ...p, label: null })),
        shape: noSymbol,
        line: { colour, dash: '2 3', joint: 'stepAfter' },
      },
      { key: kind, rows, shape: namedPoint, error: { key: 'falseAlarmsError', colour } },
    ] satisfies PlotGroup<Row>[]
  })
}

function namedPoint({ cx, cy, payload }: PlacedRow<Row>) {
  if (cx === undefined || cy === undefined || !payload) return <g />
  const { kind, name, standing, label } = payload
  return (
    <g data-point={name}>
      <StreamSymbol kind={kind} standing={standing} x={cx} y={cy} />
      {label && (
        <Label
          x={cx + label.dx}
          y={cy + label.dy + 4}
          anchor={label.anchor}
          fill={standing === 'best' ? ink.text1 : ink.text2}
          halo
        >
          {name}
        </Label>
      )}
    </g>
  )
}
