import { useId, useState } from 'react'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { ChoiceList } from '~/ui/controls/choice-list'
import { TextInput } from '~/ui/controls/field'
import { Menu } from '~/ui/overlays/menu'
import { Popover } from '~/ui/overlays/popover'
import { type ChartSettings, MOST_SMOOTHING } from './chart-settings'
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
        {outliers ? 'Cut outliers off' : '✓ Cut outliers off'}
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
        {() => <Pins keys={keys} pinned={pinned} onPinned={(next) => change({ pinned: next })} />}
      </Popover>
    </>
  )
}

const SCALES = [
  { id: 'linear', title: 'linear' },
  { id: 'log', title: 'logarithmic', detail: 'Positive values alone' },
  { id: 'symlog', title: 'symmetric logarithmic', detail: 'Both signs and zero' },
] as const

function Smoothing({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const id = useId()
  return (
    <div className={styles['panel']}>
      <label htmlFor={id}>Weight of the values before: {value === 0 ? 'none' : value}</label>
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
      <p className={styles['note']}>Exponential moving average. The values as logged stay, faint.</p>
    </div>
  )
}

/** Keys that are listed at once. */
const MOST_KEYS = 60

function Pins({
  keys,
  pinned,
  onPinned,
}: {
  keys: readonly string[]
  pinned: readonly string[]
  onPinned: (pinned: readonly string[]) => void
}) {
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const found = keys.filter((key) => key.toLowerCase().includes(wanted))
  return (
    <div className={styles['panel']}>
      <TextInput
        kind="search"
        size={28}
        aria-label="Search metrics"
        placeholder={`Search ${formatCount(keys.length)} metrics`}
        value={typed}
        onChange={setTyped}
      />
      <ChoiceList label="Metrics">
        {found.slice(0, MOST_KEYS).map((key) => (
          <li key={key}>
            <Checkbox
              checked={pinned.includes(key)}
              onChange={(is) => onPinned(is ? [...pinned, key] : pinned.filter((one) => one !== key))}
            >
              {key}
            </Checkbox>
          </li>
        ))}
      </ChoiceList>
      <p className={styles['note']}>
        {found.length === 0
          ? 'No metric matches.'
          : found.length > MOST_KEYS
            ? `${formatCount(found.length - MOST_KEYS)} more: search for them.`
            : 'Pinned charts come first.'}
      </p>
    </div>
  )
}
