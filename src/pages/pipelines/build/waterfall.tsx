import { useMemo } from 'react'
import { type Build, isExecuted, type Stage, STATUS_WORDS, workMs } from '~/domain/jenkins/build'
import { criticalPath } from '~/domain/jenkins/build-time'
import { formatCount, formatDuration } from '~/lib/format'
import { classNames } from '~/ui/class-names'
import { BuildMark } from '../build-state'
import styles from './page.module.css'

interface WaterfallProps {
  build: Build
  open: string | null
  onOpen: (stage: string | null) => void
}

/** Where on the clock of its build something is, in percent. */
function useScale({ startedAt, durationMs, queuedMs }: Build) {
  return useMemo(() => {
    const queued = queuedMs ?? 0
    const whole = Math.max(1, durationMs + queued)
    return {
      from: -queued,
      toPercent: (at: number) => Math.max(0, Math.min(100, ((at - startedAt + queued) / whole) * 100)),
    }
  }, [startedAt, durationMs, queuedMs])
}

/** Every stage on the clock of its build: a line a stage, waiting before it, pauses in it, the critical path marked. */
export function Waterfall({ build, open, onOpen }: WaterfallProps) {
  const { toPercent } = useScale(build)
  const critical = useMemo(() => new Set(criticalPath(build)), [build])
  const queued = build.queuedMs ?? 0
  return (
    <div className={styles['waterfall']} role="group" aria-label="Stages over time">
      <div className={styles['axis']} aria-hidden>
        <span />
        <span className={styles['ticks']}>
          {ticksOf(build.durationMs).map((ms) => {
            const at = toPercent(build.startedAt + ms)
            return (
              <span key={ms} style={{ left: `${at}%` }} data-end={at > 95}>
                {ms === 0 ? '0' : formatDuration(ms)}
              </span>
            )
          })}
        </span>
      </div>
      {queued > 0 ? (
        <div className={styles['line']}>
          <span className={styles['stage']}>Queue</span>
          <span className={styles['track']}>
            <span
              className={classNames(styles['bar'], styles['queue'])}
              style={{ left: 0, width: `${toPercent(build.startedAt)}%` }}
            />
            <BarLabel start={0} end={toPercent(build.startedAt)}>
              {formatDuration(queued)}
            </BarLabel>
          </span>
        </div>
      ) : null}
      {build.stages.map((stage) => (
        <StageLine
          key={stage.id}
          stage={stage}
          isCritical={critical.has(stage.id)}
          isOpen={open === stage.id}
          onPress={() => onOpen(open === stage.id ? null : stage.id)}
          toPercent={toPercent}
        />
      ))}
    </div>
  )
}

interface StageLineProps {
  stage: Stage
  isCritical: boolean
  isOpen: boolean
  onPress: () => void
  toPercent: (at: number) => number
}

function StageLine({ stage, isCritical, isOpen, onPress, toPercent }: StageLineProps) {
  const ran = stage.startedAt !== null && isExecuted(stage)
  const start = ran ? toPercent(stage.startedAt!) : 0
  const end = ran ? toPercent(stage.startedAt! + stage.durationMs) : 0
  const words = ran
    ? `${STATUS_WORDS[stage.status]}, ${formatCount(workMs(stage))} ms${stage.pausedMs > 0 ? `, plus ${formatDuration(stage.pausedMs)} paused` : ''}${isCritical ? ', on the critical path' : ''}`
    : STATUS_WORDS[stage.status]
  return (
    <button
      type="button"
      className={classNames(styles['line'], styles['press'], isOpen && styles['open'])}
      aria-expanded={isOpen}
      title={words}
      onClick={onPress}
    >
      <span className={styles['stage']}>
        <BuildMark status={stage.status} />
        <span className={styles['stageName']}>{stage.name}</span>
      </span>
      <span className={styles['track']}>
        {ran ? (
          <>
            <span
              className={styles['bar']}
              data-status={stage.status}
              data-critical={isCritical}
              style={{ left: `${start}%`, width: `max(2px, ${end - start}%)` }}
            >
              {stage.pausedMs > 0 ? (
                <span
                  className={styles['pause']}
                  style={{ width: `${(stage.pausedMs / Math.max(1, stage.durationMs)) * 100}%` }}
                />
              ) : null}
            </span>
            <BarLabel start={start} end={end}>
              {formatDuration(workMs(stage))}
            </BarLabel>
          </>
        ) : (
          <span className={styles['quiet']}>{STATUS_WORDS[stage.status]}</span>
        )}
      </span>
    </button>
  )
}

/** Right of a bar; left of it where there is no room; in it where it takes the whole line. */
function BarLabel({ start, end, children }: { start: number; end: number; children: string }) {
  if (end <= 72)
    return (
      <span className={styles['barLabel']} style={{ left: `calc(${end}% + 6px)` }}>
        {children}
      </span>
    )
  const isInside = start < 28
  return (
    <span
      className={classNames(styles['barLabel'], isInside && styles['inside'])}
      style={{ right: isInside ? `calc(${100 - end}% + 6px)` : `calc(${100 - start}% + 6px)` }}
    >
      {children}
    </span>
  )
}

/** Round times: a few seconds, minutes, hours. */
const STEPS_MS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400].map((s) => s * 1000)

function ticksOf(durationMs: number): number[] {
  // A build of many days has a tick a fourth of it.
  const step = STEPS_MS.find((ms) => durationMs / ms <= 6) ?? durationMs / 4
  return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, i) => i * step)
}
