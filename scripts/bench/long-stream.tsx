// A part of the page of scripts/bench/components.mjs: the chart of a stream by itself.
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { EvolutionChart } from '~/charts/evolution/evolution-chart'

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
/** A task after the frame's callbacks: by then it is drawn. */
const drawn = async () => {
  await frame()
  await new Promise((resolve) => setTimeout(resolve))
}
const LINE = '[data-line]'
const MOVES = 60

/** A statistic that wanders, from numbers that depend on nothing. */
function wandering(points: number): Float64Array {
  let state = 1
  let sum = 0
  return Float64Array.from({ length: points }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (sum += state / 2 ** 32 - 0.5)
  })
}

/**
 * Milliseconds from the call to the frame with the line, of several mounts after one that loads the plot, and from moves of
 * the pointer over it to the frame with their readout.
 */
export async function longStream(points: number) {
  const rowNumbers = Uint32Array.from({ length: points }, (_, i) => i + 1)
  const x = Float64Array.from(rowNumbers)
  const series = [{ name: 'statistic', values: wandering(points) }]
  const mountMs: number[] = []
  const hoverMs: number[] = []
  for (let round = 0; round < 6; round++) {
    const host = document.createElement('div')
    host.style.width = '1100px'
    document.body.append(host)
    const root = createRoot(host)
    const start = performance.now()
    flushSync(() =>
      root.render(
        <EvolutionChart
          title="A stream"
          subtitle=""
          xKind="row"
          xLabel="row"
          yLabel="statistic"
          x={x}
          rowNumbers={rowNumbers}
          windowStarts={rowNumbers}
          series={series}
          threshold={{ value: 100, label: 'drift' }}
          alarms={[]}
          fileName="stream"
        />,
      ),
    )
    while (!host.querySelector(LINE)) await frame()
    await new Promise((resolve) => setTimeout(resolve))
    if (round > 0) mountMs.push(performance.now() - start)
    if (round === 5) {
      const slider = host.querySelector('[role=slider]')!
      const { left, top, width, height } = slider.getBoundingClientRect()
      for (let move = 0; move < MOVES; move++) {
        await drawn()
        const at = { clientX: left + width * (0.1 + (0.8 * move) / MOVES), clientY: top + height / 2 }
        const before = slider.getAttribute('aria-valuetext')
        const moved = performance.now()
        slider.dispatchEvent(new PointerEvent('pointermove', { ...at, bubbles: true, pointerType: 'mouse' }))
        await drawn()
        hoverMs.push(performance.now() - moved)
        if (slider.getAttribute('aria-valuetext') === before) throw new Error('No point is read out.')
      }
    }
    root.unmount()
    host.remove()
  }
  return { mountMs, hoverMs }
}
