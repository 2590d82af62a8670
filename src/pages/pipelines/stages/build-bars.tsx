import { isExecuted, isLive, STATUS_WORDS, workMs } from '~/domain/jenkins/build'
import type { StageFinding } from '~/domain/jenkins/stage-finding'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { formatCount, formatDuration } from '~/lib/format'
import styles from './page.module.css'

interface BuildBarsProps {
  table: StageTable
  /** The stage that is drawn dark within its builds, with where it changed. */
  finding: StageFinding | null
}

/** Bars of a picture; older builds are in the table. */
const MOST = 120
const HEIGHT = 120
const STEP = 10
/** Of a bar where there are few, in px. */
const WIDEST = 60

/** The newest builds as bars, oldest first, with the stage that changed in them. The table below holds the same numbers. */
export function BuildBars({ table, finding }: BuildBarsProps) {
  const count = Math.min(MOST, table.builds.length)
  const rows = Array.from({ length: count }, (_, i) => count - 1 - i)
  // A build that hung for a day must not flatten all others: the axis ends at twice the 95 % quantile.
  const usual = table.total.p95 ?? Math.max(...table.builds.map(({ durationMs }) => durationMs))
  const top = Math.max(1, Math.min(usual * 2, Math.max(...rows.map((row) => table.builds[row]!.durationMs))))
  const toHeight = (ms: number) => (Math.min(ms, top) / top) * HEIGHT
  const at = finding ? table.columns.indexOf(finding.column) : -1
  const changedAt = finding ? rows.findIndex((row) => table.builds[row]!.id === finding.since.id) : -1
  const label = finding
    ? `Durations of the last ${formatCount(count)} builds; dark: ${finding.column.name}, changed at ${finding.since.name}`
    : `Durations of the last ${formatCount(count)} builds`
  return (
    <figure className={styles['bars']} style={{ maxWidth: count * WIDEST }}>
      <svg
        width="100%"
        height={HEIGHT + 14}
        viewBox={`0 0 ${count * STEP} ${HEIGHT + 14}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {rows.map((row, i) => {
          const build = table.builds[row]!
          const height = toHeight(build.durationMs)
          const stage = at >= 0 ? table.cell(row, at) : null
          const dark = stage && isExecuted(stage) ? toHeight(workMs(stage)) : 0
          const isGood = build.status === 'success'
          return (
            <g key={build.id} className={styles['bar']} data-good={isGood || isLive(build.status)}>
              <title>{`${build.name}, ${STATUS_WORDS[build.status]}: ${formatDuration(build.durationMs)}${stage && isExecuted(stage) ? `, of it ${formatDuration(workMs(stage))} in ${stage.name}` : ''}`}</title>
              <rect x={i * STEP + 1} y={14 + HEIGHT - height} width={STEP - 2} height={height} />
              {dark > 0 ? (
                <rect
                  className={styles['dark']}
                  x={i * STEP + 1}
                  y={14 + HEIGHT - dark}
                  width={STEP - 2}
                  height={dark}
                />
              ) : null}
            </g>
          )
        })}
        {changedAt >= 0 ? (
          <line
            className={styles['change']}
            x1={changedAt * STEP}
            x2={changedAt * STEP}
            y1={0}
            y2={HEIGHT + 14}
            vectorEffect="non-scaling-stroke"
          />
        ) : null}
      </svg>
      <figcaption className={styles['ends']}>
        <span>{table.builds[count - 1]?.name}</span>
        <span>height: {formatDuration(top)} · outlined: not successful</span>
        <span>{table.builds[0]?.name}</span>
      </figcaption>
    </figure>
  )
}
