import type { RunState } from '../history/history-columns'
import { STATE_WORDS } from '../history/history-words'
import { ink } from '../frame/theme'

export interface StateBarsProps {
  /** The last runs, newest at the right. */
  states: readonly RunState[]
  /** What they are runs of, for the accessible name: "obsea-camera". */
  of: string
}

const STEP = 7
const WIDTH = 5.5
const HEIGHT = 14

/** The last runs as small bars. Height and shape say what the colour says: tall drift, half warning, low none, × failed. */
export function StateBars({ states, of }: StateBarsProps) {
  const width = Math.max(STEP, states.length * STEP)
  return (
    <svg
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={words(states, of)}
    >
      {states.map((state, i) => (
        <Bar key={i} state={state} x={i * STEP + (STEP - WIDTH) / 2} />
      ))}
    </svg>
  )
}

function Bar({ state, x }: { state: RunState; x: number }) {
  const centre = x + WIDTH / 2
  const bar = (height: number, fill: string) => (
    <rect x={x} y={HEIGHT - height} width={WIDTH} height={height} rx={1} fill={fill} />
  )
  switch (state) {
    case 'drift':
      return bar(HEIGHT, ink.drift)
    case 'warning':
      return bar(8, ink.warn)
    case 'ok':
      return bar(4, ink.ok)
    case 'failed':
      return (
        <path
          d={`M${centre - 2.75},${HEIGHT - 6}l5.5,5.5m0,-5.5l-5.5,5.5`}
          stroke={ink.fail}
          strokeWidth={1.25}
        />
      )
    case 'running':
    case 'unplotted':
      return (
        <circle
          cx={centre}
          cy={HEIGHT - 3}
          r={2.4}
          fill="none"
          stroke={state === 'running' ? ink.running : ink.bars}
          strokeWidth={1.2}
          {...(state === 'unplotted' ? { strokeDasharray: '1.2 1.3' } : {})}
        />
      )
  }
}

/** "obsea-camera, last 14 runs: 12 drift, 2 no drift, newest drift" */
function words(states: readonly RunState[], of: string): string {
  const newest = states[states.length - 1]
  if (newest === undefined) return `${of}: no runs`
  const counts = new Map<RunState, number>()
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1)
  const parts = [...counts].map(([state, count]) => `${count} ${STATE_WORDS[state]}`)
  return `${of}, last ${states.length === 1 ? 'run' : `${states.length} runs`}: ${parts.join(', ')}; newest ${STATE_WORDS[newest]}`
}
