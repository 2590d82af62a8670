import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import '~/ui/theme/base.css'
import { EvolutionChart } from './evolution-chart'

const x = Float64Array.from({ length: 1000 }, (_, i) => i + 1)

test('the frame of a chart is there before its points are thinned, in a task of its own, and keeps its height', async () => {
  const place = document.createElement('div')
  place.style.width = '800px'
  document.body.append(place)
  const root = createRoot(place)
  const chart = (
    <EvolutionChart
      title="Distance"
      subtitle="None of 1 000 rows is above the threshold."
      xKind="row"
      xLabel="row"
      yLabel="distance"
      x={x}
      rowNumbers={new Uint32Array(x)}
      windowStarts={new Uint32Array(x)}
      series={[{ name: 'distance', values: x }]}
      threshold={null}
      alarms={[]}
      fileName="distance"
    />
  )
  flushSync(() => root.render(chart))
  expect(place.querySelector('figure')?.textContent).toContain('None of 1 000 rows')
  expect(place.querySelector('[aria-label="Distance: points"]')).toBeNull()
  const { height } = place.getBoundingClientRect()
  await expect.poll(() => place.querySelector('[aria-label="Distance: points"]')).not.toBeNull()
  expect(place.getBoundingClientRect().height).toBe(height)
  root.unmount()
  place.remove()
})
