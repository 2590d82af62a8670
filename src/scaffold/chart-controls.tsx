import { useId } from 'react'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { Menu } from '~/ui/overlays/menu'
import { Popover } from '~/ui/overlays/popover'
import { type ChartSettings, MOST_SMOOTHING } from './chart-settings'
import { KeyChecks } from './key-checks'
import styles from './chart-controls.module.css'

interface ControlsProps {
  settings: ChartSettings
  change: (change: Partial<ChartSettings>) => void
  /** All metrics, the most telling first. */
  keys: readonly string[]
}

const AXES = [
  { id: 'step', title: 'step' },
  { id: 'time', title: 'time' },
  { id: 'relative', title: 'time since the first value' },
]
/** Metrics in the list of axes, at most. */
const MOST_AXES = 30

/** How all metric charts of a page are drawn: axes, smoothing, outliers, and which come first. */
export function ChartControls({ settings, change, keys }: ControlsProps) {
  const { x, log, y, smoothing, outliers, pinned } = settings
  const own = x.startsWith('metric:') ? [x.slice('metric:'.length)] : []
  const axes = [
    ...AXES,
    ...[...new Set([...own, ...keys.slice(0, MOST_AXES)])].map((key) => ({
      id: `metric:${key}`,
      title: key,
    })),
  ]
  return (
    <>
      <Menu
        label="Horizontal axis"
        size={28}
        selected={x}
        items={axes.map((axis) => ({ ...axis, run: () => change({ x: axis.id, zoom: null }) }))}
      >
        <span className={styles['quiet']}>
          x <b>{axes.find(({ id }) => id === x)?.title}</b>
        </span>
      </Menu>
      {x === 'time' ? null : (
        <Button size={28} aria-pressed={log} onClick={() => change({ log: !log, zoom: null })}>
          {log ? '✓ Logarithmic x' : 'Logarithmic x'}
        </Button>
      )}
      <Popover
        label="Smoothing"
        size={28}
        button={
          <span className={styles['quiet']}>
            Smoothing <b>{smoothing === 0 ? 'none' : smoothing}</b>
          </span>
        }
      >
        {() => <Smoothing value={smoothing} onChange={(next) => change({ smoothing: next })} />}
      </Popover>
      <Menu
        label="Vertical axis"
        size={28}
        selected={y}
        items={SCALES.map((scale) => ({ ...scale, run: () => change({ y: scale.id }) }))}
      >
        <span className={styles['quiet']}>
          y <b>{y}</b>
        </span>
      </Menu>
      <Button size={28} aria-pressed={!outliers} onClick={() => change({ outliers: !outliers })}>
        {outliers ? 'Clip outliers' : '✓ Clip outliers'}
      </Button>
      <Popover
        label="Pinned charts"
        size={28}
        button={
          <span className={styles['quiet']}>
            Pinned <b>{pinned.length === 0 ? 'none' : formatCount(pinned.length)}</b>
          </span>
        }
      >
        {() => (
          <KeyChecks
            noun="metrics"
            items={keys.map((key) => ({ id: key, title: key }))}
            chosen={pinned}
            onChosen={(next) => change({ pinned: next })}
            note="Pinned charts come first."
          />
        )}
      </Popover>
    </>
  )
}

const SCALES = [
  { id: 'linear', title: 'linear' },
  { id: 'log', title: 'logarithmic', detail: 'Positive values only' },
  { id: 'symlog', title: 'symmetric logarithmic', detail: 'Both signs and zero' },
] as const

function Smoothing({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const id = useId()
  return (
    <div className={styles['panel']}>
      <label htmlFor={id}>Weight of earlier values: {value === 0 ? 'none' : value}</label>
      <input
        id={id}
        type="range"
        className={styles['range']}
        min={0}
        max={MOST_SMOOTHING}
        step={0.01}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <p className={styles['note']}>Exponential moving average. The logged values stay visible, faint.</p>
    </div>
  )
}
