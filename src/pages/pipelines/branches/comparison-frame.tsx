import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type BranchStage, differing, MAX_P, pairBranches } from '~/domain/jenkins/branches'
import type { Build } from '~/domain/jenkins/build'
import type { StageAliases } from '~/domain/jenkins/columns'
import { shortNames } from '~/domain/jenkins/short-names'
import type { StageComparison } from '~/drift/pipeline/two-samples'
import { formatChange, formatCount, formatDelta, formatDuration, formatNumber } from '~/lib/format'
import { branchComparisonQuery } from '~/queries/jenkins/branches'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { useNarrow } from '~/ui/page/use-narrow'
import { Frame } from '~/ui/page/frame'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { Mark } from '~/ui/words/mark'
import styles from './page.module.css'

interface Side {
  /** "main" */
  name: string
  builds: readonly Build[]
}

interface ComparisonProps {
  before: Side
  after: Side
  aliases: StageAliases
}

/** Two branches stage by stage: what each takes, and whether the difference is more than chance. */
export function ComparisonFrame({ before, after, aliases }: ComparisonProps) {
  const stages = useMemo(
    () => pairBranches(before.builds, after.builds, aliases),
    [before.builds, after.builds, aliases],
  )
  const isNarrow = useNarrow()
  const answer = useQuery(branchComparisonQuery(stages))
  const compared = answer.data
  if (answer.error)
    return (
      <Frame title="The branches could not be compared">
        <Problem error={answer.error} level={3} onRetry={() => void answer.refetch()} />
      </Frame>
    )
  if (!compared)
    return (
      <Loading label="Comparing the branches">
        <Frame label="Stages of both branches">
          <Skeleton height="420px" />
        </Frame>
      </Loading>
    )
  return (
    <>
      <Frame
        title={findingOf(stages, compared, after.name)}
        subtitle={`Times of successful stages, without pauses. Shift: the median of all differences (Hodges–Lehmann) with its 95 % interval. p: Mann–Whitney, corrected for the number of stages. Each side needs at least five times.`}
        flush
      >
        <div className={styles['table']}>
          <DataTable
            label="Stages of both branches"
            rows={compared}
            columns={columnsOf(stages, before.name, after.name, isNarrow)}
            rowKey={({ key }) => key}
            maxHeight={640}
            emptyState={null}
          />
        </div>
      </Frame>
      <OnlyIn stages={stages} before={before.name} after={after.name} />
    </>
  )
}

const deltaOf = ({ medianBefore, medianAfter }: StageComparison): number | null =>
  medianBefore === null || medianAfter === null ? null : medianAfter - medianBefore

const shareOf = (row: StageComparison): number | null => {
  const delta = deltaOf(row)
  return delta === null || row.medianBefore === 0 ? null : delta / row.medianBefore!
}

const isSure = ({ test }: StageComparison): boolean => test !== null && test.pValue <= MAX_P

function columnsOf(
  stages: readonly BranchStage[],
  before: string,
  after: string,
  isNarrow: boolean,
): DataColumn<StageComparison>[] {
  const short = shortNames(stages.map(({ title }) => title))
  const titles = new Map(stages.map(({ key, title }, i) => [key, isNarrow ? short[i]! : title]))
  const titleOf = ({ key }: StageComparison) => titles.get(key) ?? key
  return [
    {
      key: 'stage',
      title: 'Stage',
      width: isNarrow ? 150 : 270,
      value: titleOf,
      render: (row) => (
        <span className={styles['stage']} data-whole={row.key === ''}>
          <span className={styles['stageName']} title={titleOf(row)}>
            {titleOf(row)}
          </span>{' '}
          {isSure(row) ? <Mark state="drift" label="Differs" /> : null}
        </span>
      ),
    },
    {
      key: 'before',
      title: before,
      width: 105,
      align: 'end',
      value: ({ medianBefore }) => medianBefore,
      render: ({ medianBefore }) => formatDuration(medianBefore),
    },
    { key: 'n', title: 'n', width: 50, value: ({ n }) => n },
    {
      key: 'after',
      title: after,
      width: 120,
      align: 'end',
      value: ({ medianAfter }) => medianAfter,
      render: ({ medianAfter }) => formatDuration(medianAfter),
    },
    { key: 'm', title: 'n', width: 50, value: ({ m }) => m },
    {
      key: 'delta',
      title: 'Δ median',
      width: 95,
      align: 'end',
      value: deltaOf,
      render: (row) => formatDelta(deltaOf(row)),
    },
    {
      key: 'share',
      title: 'Δ %',
      width: 70,
      align: 'end',
      value: shareOf,
      render: (row) => formatChange(shareOf(row)),
    },
    {
      key: 'shift',
      title: 'Shift',
      unit: '95 %',
      width: 225,
      align: 'end',
      value: ({ test }) => test?.shift ?? null,
      render: ({ test }) =>
        test === null ? (
          'too few'
        ) : (
          <>
            {formatDelta(test.shift)}{' '}
            <span className={styles['quiet']}>
              {formatDelta(test.low)} to {formatDelta(test.high)}
            </span>
          </>
        ),
    },
    {
      key: 'p',
      title: 'p',
      width: 80,
      align: 'end',
      value: ({ test }) => test?.pValue ?? null,
      render: ({ test }) =>
        test === null ? '–' : test.pValue < 0.0001 ? '< 0.0001' : formatNumber(test.pValue),
    },
  ]
}

/** What stands out, as a title. */
function findingOf(
  stages: readonly BranchStage[],
  compared: readonly StageComparison[],
  name: string,
): string {
  const sure = differing(compared)
  const [most] = sure
  const tested = compared.filter(({ key, test }) => key !== '' && test !== null).length
  if (tested === 0) return 'Too few builds to compare: each side needs five successful ones'
  if (!most) return `None of ${formatCount(tested)} stages differs`
  const title = stages.find(({ key }) => key === most.key)?.title ?? most.key
  const way = most.test!.shift > 0 ? 'longer' : 'less'
  const rest = sure.length > 1 ? `, and ${formatCount(sure.length - 1)} more differ` : ''
  return `${title} takes ${formatDuration(Math.abs(most.test!.shift))} ${way} in ${name}${rest}`
}

function OnlyIn({
  stages,
  before,
  after,
}: {
  stages: readonly BranchStage[]
  before: string
  after: string
}) {
  const lists = [
    { name: before, titles: stages.filter((one) => one.isInBefore && !one.isInAfter) },
    { name: after, titles: stages.filter((one) => !one.isInBefore && one.isInAfter) },
  ].filter(({ titles }) => titles.length > 0)
  if (lists.length === 0) return null
  return (
    <Frame title="Stages of only one branch">
      <ul className={styles['list']}>
        {lists.map(({ name, titles }) => (
          <li key={name}>
            Only <b>{name}</b>: {titles.map(({ title }) => title).join(', ')}
          </li>
        ))}
      </ul>
      <p className={styles['quiet']}>
        If a stage was renamed in one branch, join both names under “Renames” on the page of its builds.
      </p>
    </Frame>
  )
}
