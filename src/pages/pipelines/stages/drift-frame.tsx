import Download from 'lucide-react/icons/download'
import { type ReactNode, useState } from 'react'
import { csvText } from '~/charts/frame/export'
import {
  evidenceOf,
  markFor,
  markOf,
  type PipelineFinding,
  suspects,
  titleOf,
} from '~/domain/jenkins/findings'
import { findingLine } from '~/domain/jenkins/stage-finding'
import { findingRows, findingsJson, type StatedFinding } from '~/domain/jenkins/findings-file'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { formatCount } from '~/lib/format'
import { setMark } from '~/stores/pipelines'
import { Button } from '~/ui/controls/button'
import { Frame } from '~/ui/page/frame'
import { saveFile } from '~/ui/save-file'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { Mark } from '~/ui/words/mark'
import { BuildBars, type BuildRange } from './build-bars'
import { CommitRange } from './commit-range'
import { FindingActions } from './finding-actions'
import styles from './page.module.css'
import { useFindings } from './use-findings'

interface DriftFrameProps {
  job: string
  table: StageTable
  /** There are builds that are not loaded. */
  hasOlder: boolean
  range: BuildRange | null
  onRange: (range: BuildRange | null) => void
}

/** Which stages take another time than they did, since which build: judged on this machine. */
export function DriftFrame({ job, table, hasOlder, range, onRange }: DriftFrameProps) {
  const { answer, stated, muted, acknowledged } = useFindings(job, table)
  const judgement = answer.data
  if (answer.error)
    return (
      <Frame title="The stages could not be judged">
        <Problem error={answer.error} level={3} onRetry={() => void answer.refetch()} />
      </Frame>
    )
  if (!judgement)
    return (
      // Another frame than the judgement: its title is of another height.
      <Frame key="judging" title="Changes of stages">
        <Loading label="Judging the stages">
          <div className={styles['judging']}>
            <Skeleton height="180px" />
          </div>
        </Loading>
      </Frame>
    )
  const of = (state: StatedFinding['state']) =>
    stated.filter((one) => one.state === state).map(({ finding }) => finding)
  const heard = of('new')
  const [first] = heard
  const judged = judgement.stages.filter(({ isJudged }) => isJudged).length
  return (
    <Frame
      title={
        first ? (
          <span className={styles['finding']}>
            <Mark state="drift" size={16} /> {titleOf(first)}
          </span>
        ) : judged === 0 ? (
          'Too few builds to judge'
        ) : stated.length > 0 ? (
          'No new change'
        ) : (
          'No stage changed'
        )
      }
      subtitle={
        first
          ? first.kind === 'stage'
            ? findingLine(table, first)
            : evidenceOf(first)
          : judged === 0
            ? `A stage needs 40 successful times to be judged. ${hasOlder ? 'Load more builds above.' : 'Come back when there are more builds.'}`
            : stated.length > 0
              ? 'Changes you acknowledged or muted are listed below.'
              : `Of ${formatCount(judged)} stages with 40 or more successful times, none changed by more than a tenth and two seconds over ten builds or more.`
      }
      actions={first ? <FindingActions job={job} finding={first} isMain /> : undefined}
    >
      <BuildBars
        table={table}
        finding={first?.kind === 'stage' ? first : null}
        range={range}
        onRange={onRange}
      />
      {first ? (
        <>
          {first.kind === 'stage' ? <p className={styles['evidence']}>{evidenceOf(first)}</p> : null}
          <CommitRange job={job} builds={suspects(table, first)} />
        </>
      ) : null}
      {heard.length > 1 ? (
        <section aria-label="Other changes">
          {heard.slice(1).map((finding) => (
            <Folded key={markOf(finding)} title={titleOf(finding)}>
              <p className={styles['quiet']}>{evidenceOf(finding)}</p>
              <FindingActions job={job} finding={finding} />
              <CommitRange job={job} builds={suspects(table, finding)} />
            </Folded>
          ))}
        </section>
      ) : null}
      <Marked
        job={job}
        table={table}
        word="acknowledged"
        findings={of('acknowledged')}
        marks={acknowledged}
      />
      <Marked job={job} table={table} word="muted" findings={of('muted')} marks={muted} />
      {stated.length > 0 ? <SaveChanges job={job} stated={stated} /> : null}
    </Frame>
  )
}

/** What is in it comes when it is opened. */
function Folded({ title, children }: { title: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className={styles['folded']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen ? <div className={styles['within']}>{children}</div> : null}
    </details>
  )
}

interface MarkedProps {
  job: string
  table: StageTable
  word: 'acknowledged' | 'muted'
  findings: readonly PipelineFinding[]
  marks: readonly string[]
}

/** Changes that are known, folded: they are not counted as new. */
function Marked({ job, table, word, findings, marks }: MarkedProps) {
  if (findings.length === 0) return null
  return (
    <Folded title={`${formatCount(findings.length)} ${word}`}>
      <ul
        className={styles['renames']}
        aria-label={word === 'muted' ? 'Muted changes' : 'Acknowledged changes'}
      >
        {findings.map((finding) => (
          <li key={markOf(finding)} className={styles['rename']}>
            <span title={evidenceOf(finding)}>{titleOf(finding)}</span>
            <Button
              size={28}
              variant="quiet"
              onClick={() => setMark(job, markFor(marks, finding, table) ?? markOf(finding), null)}
            >
              Undo
            </Button>
          </li>
        ))}
      </ul>
    </Folded>
  )
}

function SaveChanges({ job, stated }: { job: string; stated: readonly StatedFinding[] }) {
  const name = `${job.replaceAll(/[^\w.-]+/g, '-')}-changes`
  const save = (text: string, type: string, ending: string) =>
    saveFile(new Blob([text], { type: `${type};charset=utf-8` }), `${name}.${ending}`)
  return (
    <p className={styles['actions']} data-unprinted="">
      <Button
        size={28}
        variant="quiet"
        icon={Download}
        onClick={() => {
          const { head, rows } = findingRows(job, stated)
          save(csvText(head, rows), 'text/csv', 'csv')
        }}
      >
        Changes as CSV
      </Button>
      <Button
        size={28}
        variant="quiet"
        icon={Download}
        onClick={() =>
          save(`${JSON.stringify(findingsJson(job, stated), null, 2)}\n`, 'application/json', 'json')
        }
      >
        Changes as JSON
      </Button>
    </p>
  )
}
