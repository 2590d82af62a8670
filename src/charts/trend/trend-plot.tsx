import { memo } from 'react'
import { Label } from '../frame/symbols'
import { ink } from '../frame/theme'
import { noSymbol, type PlacedRow, type PlotGroup, ScatterPlot } from '../ordinary/scatter-plot'
import type { TrendPoint, TrendScale, TrendScene } from './trend-scene'
import { symbolPath } from './trend-symbols'

export interface TrendPlotProps {
  scene: TrendScene
  scales: { x: TrendScale; y: TrendScale }
  xLabel: string
  yLabel: string
  name: string
}

/** Points of runs, and the line of least squares through them. */
export const TrendPlot = memo(function TrendPlot({ scene, scales, xLabel, yLabel, name }: TrendPlotProps) {
  return (
    <ScatterPlot
      {...scene}
      x={{ key: 'x', domain: scene.domainX, ticks: scene.xTicks, labels: scene.xLabels, scale: scales.x }}
      y={{ key: 'y', domain: scene.domainY, ticks: scene.yTicks, labels: scene.yLabels, scale: scales.y }}
      groups={groupsOf(scene)}
      name={name}
    >
      <Label x={0} y={10} fill={ink.text1}>
        {yLabel}
      </Label>
      <Label x={scene.right} y={scene.bottom + 34} fill={ink.text2} anchor="end">
        {xLabel}
      </Label>
    </ScatterPlot>
  )
})

function groupsOf({ placed, trendEnds }: TrendScene): PlotGroup<TrendPoint>[] {
  return [
    { key: 'points', rows: placed.map(({ point }) => point), shape: dot },
    {
      key: 'trend',
      rows: trendEnds.map((end) => ({ ...end, id: '', name: '', group: '', colour: 0, symbol: 0 })),
      shape: noSymbol,
      line: { colour: ink.text1, width: 1.25, dash: '6 3', joint: 'linear' },
    },
  ]
}

function dot({ cx, cy, payload }: PlacedRow<TrendPoint>) {
  if (cx === undefined || cy === undefined || !payload) return <g />
  return (
    <path
      data-point={payload.name}
      transform={`translate(${cx},${cy})`}
      d={symbolPath(payload.symbol)}
      fill={`var(--series-${(payload.colour % 8) + 1})`}
      fillOpacity={0.75}
      stroke={ink.surface}
    />
  )
}
