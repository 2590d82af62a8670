import { useMemo } from 'react'
import { Sparkline } from '~/charts/inline/sparkline'
import { STATUS_WORDS } from '~/domain/jenkins/build'
import {
  type FlakyCommit,
  type Reliability,
  reliabilityOf,
  shortRevision,
} from '~/domain/jenkins/reliability'
import type { StageStatistics, StageTable } from '~/domain/jenkins/stage-table'
import type { StageGroup } from '~/domain/jenkins/structure'
import { formatChange, formatCount, formatDuration, formatPercent } from '~/lib/format'
import { ListTable } from '~/ui/lists/list-table'
import styles from './page.module.css'

interface StageListProps {
  table: StageTable
  /** Of the newest build: what stands together. */
  groups: readonly StageGroup[]
}

/** Points of a trend. */
const SHOWN = 60

/** Every stage with its numbers over all builds that are loaded. */
export function StageList({ table, groups }: StageListProps) {
  const reliability = useMemo(() => reliabilityOf(table), [table])
  return (
    <ListTable label="Times of the stages">
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col">Last {SHOWN}</th>
          {['Successful', 'Median', '95 %', 'Last', 'Last against median', 'Failed', 'Flaky', 'Skipped'].map(
            (title) => (
              <th key={title} scope="col" data-align="end">
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {table.columns.map(({ key, name, occurrence, statistics, history }, at) => (
          <tr key={key}>
            <th scope="row">
              {occurrence === 0 ? name : `${name} (${occurrence + 1})`}
              <GroupNote table={table} groups={groups} at={at} />
            </th>
            <td>
              {history.length === 0 ? (
                '–'
              ) : (
                <Sparkline
                  values={history.slice(-SHOWN).map(({ ms }) => ms)}
                  label={`${name}: ${Math.min(SHOWN, history.length)} successful times`}
                />
              )}
            </td>
            <Numbers statistics={statistics} reliability={reliability.stages[at]!} />
          </tr>
        ))}
        <tr className={styles['whole']}>
          <th scope="row">Whole build</th>
          <td />
          <Numbers statistics={table.total} reliability={reliability.total} />
        </tr>
      </tbody>
    </ListTable>
  )
}

function Numbers({ statistics: s, reliability }: { statistics: StageStatistics; reliability: Reliability }) {
  const { failures, flaky } = reliability
  const share = failures.rate ? ` of ${formatCount(failures.n)} (${formatPercent(failures.rate.share)})` : ''
  return (
    <>
      <td data-align="end">{formatCount(s.n)}</td>
      {[s.p50, s.p95, s.last].map((ms, i) => (
        <td
          key={['p50', 'p95', 'last'][i]}
          data-align="end"
          title={ms === null ? '' : `${formatCount(ms)} ms`}
        >
          {formatDuration(ms)}
        </td>
      ))}
      <td data-align="end">{formatChange(s.change)}</td>
      <td data-align="end">{s.failed === 0 ? '0' : `${formatCount(s.failed)}${share}`}</td>
      <td data-align="end" title={flakyText(flaky)}>
        {flaky.length === 0
          ? '0'
          : `${formatCount(flaky.length)} ${flaky.length === 1 ? 'commit' : 'commits'}`}
      </td>
      <td data-align="end">{formatCount(s.skipped)}</td>
    </>
  )
}

/** "4d3a91d0: #45 successful, #44 failed": the trends page has them as links. */
function flakyText(flaky: readonly FlakyCommit[]): string {
  return flaky
    .map(
      ({ revision, builds }) =>
        `${shortRevision(revision)}: ${builds.map(({ build, status }) => `${build.name} ${STATUS_WORDS[status]}`).join(', ')}`,
    )
    .join('\n')
}

/** In which block of the newest build a stage stands. */
function GroupNote({ table, groups, at }: StageListProps & { at: number }) {
  const id = table.cell(0, at)?.id
  const holds = groups.find(({ containerId }) => containerId !== null && containerId === id)
  if (holds)
    return (
      <span className={styles['note']}>
        holds {formatCount(holds.ids.length)} {holds.isParallel ? 'that run side by side' : 'stages'}; its own
        time ends when the first begins
      </span>
    )
  const group = groups.find(({ ids }) => id !== undefined && ids.includes(id))
  if (!group) return null
  return (
    <span className={styles['note']}>
      {group.isParallel ? 'side by side' : 'part'} in {group.name ?? 'a parallel block'}
    </span>
  )
}
