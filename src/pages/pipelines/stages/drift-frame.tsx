import { useQuery } from '@tanstack/react-query'
import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import { useMemo } from 'react'
import { findingText, findingTitle, stageFindings, type StageFinding } from '~/domain/jenkins/stage-finding'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { stageDriftQuery } from '~/queries/jenkins/stage-drift'
import { setMuted, usePipelineChoices } from '~/stores/pipelines'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { Mark } from '~/ui/words/mark'
import { BuildBars } from './build-bars'
import styles from './page.module.css'

const NONE: readonly string[] = []

interface DriftFrameProps {
  job: string
  table: StageTable
}

/** Which stages take another time than they did, since which build: judged on this machine. */
export function DriftFrame({ job, table }: DriftFrameProps) {
  const answer = useQuery(stageDriftQuery(job, table))
  const muted = usePipelineChoices((choices) => choices.muted[job]) ?? NONE
  const judgements = answer.data
  const findings = useMemo(() => (judgements ? stageFindings(table, judgements) : []), [table, judgements])
  const heard = findings.filter((finding) => !muted.includes(idOf(finding)))
  const [first] = heard
  if (answer.error)
    return (
      <Frame title="The stages could not be judged">
        <Problem error={answer.error} level={3} onRetry={() => void answer.refetch()} />
      </Frame>
    )
  if (!judgements)
    return (
      <Frame title="Changes of stages">
        <Loading label="The stages are judged">
          <Skeleton height="180px" />
        </Loading>
      </Frame>
    )
  const judged = judgements.filter(({ isJudged }) => isJudged).length
  return (
    <Frame
      title={
        first ? (
          <span className={styles['finding']}>
            <Mark state="drift" size={16} /> {findingTitle(first)}
          </span>
        ) : judged === 0 ? (
          'Too few builds to judge'
        ) : (
          'No stage changed'
        )
      }
      subtitle={
        first
          ? findingText(first)
          : judged === 0
            ? 'A stage is judged from 40 successful times on: load more builds, or come back later.'
            : `Of ${formatCount(judged)} stages with 40 or more successful times none changed by a tenth and two seconds${muted.length > 0 ? '; what you muted is below' : ''}.`
      }
    >
      {first ? <Actions job={job} finding={first} /> : null}
      <BuildBars table={table} finding={first ?? null} />
      {heard.length > 1 ? (
        <ul className={styles['renames']} aria-label="Other changes">
          {heard.slice(1).map((finding) => (
            <li key={idOf(finding)} className={styles['rename']}>
              <span title={findingText(finding)}>{findingTitle(finding)}</span>
              <Actions job={job} finding={finding} />
            </li>
          ))}
        </ul>
      ) : null}
      {muted.length > 0 ? (
        <p className={styles['quiet']}>
          {formatCount(muted.length)} muted.{' '}
          <Button size={28} variant="quiet" onClick={() => setMuted(job, [])}>
            Show all
          </Button>
        </p>
      ) : null}
    </Frame>
  )
}

/** Of a change: the stage and the build since which. */
const idOf = ({ column, since }: StageFinding): string => `${column.key}\n${since.id}`

function Actions({ job, finding }: { job: string; finding: StageFinding }) {
  const muted = usePipelineChoices((choices) => choices.muted[job]) ?? NONE
  const { before, since } = finding
  return (
    <span className={styles['selection']}>
      <LinkButton
        size={28}
        icon={ArrowLeftRight}
        href={linkTo('pipelines.compare', { job }, { before: before.id, after: since.id })}
      >
        Compare {before.name} and {since.name}
      </LinkButton>
      <Button size={28} variant="quiet" onClick={() => setMuted(job, [...muted, idOf(finding)])}>
        Mute
      </Button>
    </span>
  )
}
