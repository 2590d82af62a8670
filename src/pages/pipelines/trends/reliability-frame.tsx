import { useMemo } from 'react'
import { STATUS_WORDS } from '~/domain/jenkins/build'
import { columnTitle } from '~/domain/jenkins/columns'
import {
  type FlakyCommit,
  type Reliability,
  reliabilityOf,
  shortRevision,
} from '~/domain/jenkins/reliability'
import { shortNames } from '~/domain/jenkins/short-names'
import type { StageStatistics, StageTable } from '~/domain/jenkins/stage-table'
import { formatCount, formatDuration, formatPercent } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { useNarrow } from '~/ui/page/use-narrow'
import { Frame } from '~/ui/page/frame'
import { BuildMark } from '../build-state'
import { WHOLE } from './series'
import styles from './page.module.css'

interface Row {
  name: string
  /** Without what many names begin with. */
  short: string
  reliability: Reliability
  statistics: StageStatistics
}

/** "13 %" and in grey its interval. */
function Rate({ rate }: { rate: Reliability['failures']['rate'] }) {
  if (!rate) return <>–</>
  return (
    <>
      {formatPercent(rate.share)}{' '}
      <span className={styles['quiet']}>
        {formatPercent(rate.low)} to {formatPercent(rate.high)}
      </span>
    </>
  )
}

const columnsFor = (isNarrow: boolean): readonly DataColumn<Row>[] => [
  {
    key: 'name',
    title: 'Stage',
    width: isNarrow ? 150 : 290,
    value: ({ name }) => name,
    render: ({ name, short }) => <span title={name}>{isNarrow ? short : name}</span>,
  },
  {
    key: 'rate',
    title: 'Failure rate',
    unit: '95 % interval',
    width: 200,
    value: ({ reliability: { failures } }) => failures.rate?.share ?? null,
    render: ({ reliability: { failures } }) => <Rate rate={failures.rate} />,
  },
  { key: 'failed', title: 'Failed', width: 80, value: ({ reliability: { failures } }) => failures.failed },
  { key: 'n', title: 'of', width: 70, value: ({ reliability: { failures } }) => failures.n },
  { key: 'flaky', title: 'Flaky commits', width: 120, value: ({ reliability: { flaky } }) => flaky.length },
  { key: 'rebuilt', title: 'built again', width: 100, value: ({ reliability: { rebuilt } }) => rebuilt },
  ...(['p50', 'p95', 'last'] as const).map((key): DataColumn<Row> => ({
    key,
    title: { p50: 'Median', p95: '95 %', last: 'Last' }[key],
    width: 100,
    align: 'end',
    value: ({ statistics }) => statistics[key],
    render: ({ statistics }) => formatDuration(statistics[key]),
  })),
]

/** How often each stage failed, and where the same commit ended differently. */
export function ReliabilityFrame({ job, table }: { job: string; table: StageTable }) {
  const isNarrow = useNarrow()
  const columns = useMemo(() => columnsFor(isNarrow), [isNarrow])
  const { total, stages } = reliabilityOf(table)
  const short = shortNames(table.columns.map(columnTitle))
  const rows: Row[] = [
    ...table.columns.map((column, at) => ({
      name: columnTitle(column),
      short: short[at]!,
      reliability: stages[at]!,
      statistics: column.statistics,
    })),
    { name: WHOLE, short: WHOLE, reliability: total, statistics: table.total },
  ]
  const worst = rows
    .slice(0, -1)
    .filter(({ reliability: { failures } }) => failures.failed > 0)
    .toSorted((a, b) => b.reliability.failures.failed - a.reliability.failures.failed)[0]
  const isTold = table.builds.some(({ revision }) => revision)
  return (
    <Frame
      title={
        worst
          ? `${worst.name} failed most: ${formatCount(worst.reliability.failures.failed)} of ${formatCount(worst.reliability.failures.n)} times`
          : 'No stage failed'
      }
      subtitle="Of stages that succeeded or failed; aborted and skipped ones are not counted. Times are of successful ones."
      flush
    >
      <div className={styles['table']}>
        <DataTable
          label="Failures and flakiness of the stages"
          rows={rows}
          columns={columns}
          rowKey={({ name }, i) => `${i} ${name}`}
          emptyState={null}
          maxHeight={560}
        />
      </div>
      <div className={styles['flaky']}>
        {isTold ? (
          <Flaky job={job} rows={rows} />
        ) : (
          <p className={styles['quiet']}>
            Whether stages are flaky is unknown: Jenkins reports no commits of these builds (its git plugin
            would).
          </p>
        )}
      </div>
    </Frame>
  )
}

/** The builds behind each flaky stage: one commit, different results. */
function Flaky({ job, rows }: { job: string; rows: readonly Row[] }) {
  const flaky = rows.filter(({ reliability }) => reliability.flaky.length > 0)
  const rebuilt = rows.at(-1)?.reliability.rebuilt ?? 0
  if (flaky.length === 0)
    return (
      <p className={styles['quiet']}>
        {rebuilt === 0
          ? 'No commit was built twice, so flaky stages cannot be found.'
          : `No stage is flaky: of ${formatCount(rebuilt)} ${rebuilt === 1 ? 'commit that was' : 'commits that were'} built again, each ended the same.`}
      </p>
    )
  return (
    <>
      <h3 className={styles['heading']}>Same commit, different results</h3>
      <ul className={styles['list']} aria-label="Flaky stages">
        {flaky.map(({ name, reliability }) => (
          <li key={name}>
            <b>{name}</b>
            <ul className={styles['list']}>
              {reliability.flaky.map((commit) => (
                <FlakyBuilds key={commit.revision} job={job} commit={commit} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  )
}

function FlakyBuilds({ job, commit: { revision, builds } }: { job: string; commit: FlakyCommit }) {
  return (
    <li className={styles['commit']}>
      <code title={revision}>{shortRevision(revision)}</code>
      {builds.map(({ build, status }) => (
        <span key={build.id} className={styles['kept']}>
          <BuildMark status={status} />{' '}
          <a href={linkTo('pipelines.build', { job, build: build.id })}>{build.name}</a>{' '}
          {STATUS_WORDS[status]}
        </span>
      ))}
    </li>
  )
}
