import Pause from 'lucide-react/icons/pause'
import Play from 'lucide-react/icons/play'
import StepBack from 'lucide-react/icons/step-back'
import StepForward from 'lucide-react/icons/step-forward'
import X from 'lucide-react/icons/x'
import { useEffect, useState } from 'react'
import { IconButton } from '~/ui/controls/icon-button'
import { Mark } from '~/ui/words/mark'
import { Segmented } from '~/ui/controls/segmented'
import styles from '../frame/charts.module.css'
import { PACES, pointAfter } from './playback'

interface PlayBarProps {
  /** What is known at the point, see `stateAt`. */
  state: { mark: 'drift' | 'warning' | 'ok'; text: string }
  /** The last point that is shown. */
  until: number
  /** Points in view, the second not included. */
  range: readonly [number, number]
  onUntil: (index: number | null) => void
}

/** Goes along a computed trace: play, pause, steps, a slider. Under reduced motion there are steps and slider alone. */
export function PlayBar({ state, until, range, onUntil }: PlayBarProps) {
  const still = prefersStillness()
  const [from, to] = range
  const [playing, setPlaying] = useState(!still)
  const [pace, setPace] = useState<(typeof PACES)[number]['value']>('15')
  const ended = until >= to - 1
  const moving = playing && !ended

  useEffect(() => {
    if (!moving) return
    const began = performance.now()
    let frame = requestAnimationFrame(function next(now) {
      onUntil(pointAfter(until, Math.max(0, now - began), Number(pace), [from, to]))
      frame = requestAnimationFrame(next)
    })
    return () => cancelAnimationFrame(frame)
    // `until` is where this play began; it changes with every frame.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [moving, pace, from, to])

  const go = (index: number): void => {
    setPlaying(false)
    onUntil(Math.max(from, Math.min(to - 1, index)))
  }
  return (
    <div className={styles['play']} role="group" aria-label="Along the stream">
      {still ? null : (
        <IconButton
          icon={moving ? Pause : Play}
          label={moving ? 'Pause' : 'Play'}
          size={24}
          onClick={() => {
            if (ended) onUntil(from)
            setPlaying(!moving)
          }}
        />
      )}
      <IconButton
        icon={StepBack}
        label="One step back"
        size={24}
        disabled={until <= from}
        onClick={() => go(until - 1)}
      />
      <IconButton
        icon={StepForward}
        label="One step forward"
        size={24}
        disabled={ended}
        onClick={() => go(until + 1)}
      />
      <input
        type="range"
        className={styles['scrub']}
        aria-label="Last row that is shown"
        aria-valuetext={state.text}
        min={from}
        max={Math.max(from, to - 1)}
        value={until}
        onChange={(event) => go(Number(event.target.value))}
      />
      {still ? null : <Segmented label="Speed" value={pace} options={PACES} onChange={setPace} />}
      <IconButton icon={X} label="Show all of it" size={24} onClick={() => onUntil(null)} />
      <p className={styles['playState']} {...(moving ? {} : { role: 'status' })}>
        <Mark state={state.mark} size={12} /> {state.text}
      </p>
    </div>
  )
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
