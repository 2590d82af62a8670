import ArrowRight from 'lucide-react/icons/arrow-right'
import { useState } from 'react'
import { retryOf, undoOf, type BatchCell, type CellResult } from '~/domain/mlflow/permissions/batch'
import { NOT_TRIED_WORDS, ownName, standsWords } from '~/domain/mlflow/permissions/change-log'
import { formatCount, formatDuration } from '~/lib/format'
import { classNames } from '~/ui/class-names'
import { serverToSignIn } from '~/scaffold/server-to-sign-in'
import { setSignInWanted } from '~/stores/sign-in-wanted'
import { Button } from '~/ui/controls/button'
import { Notice } from '~/ui/states/notice'
import { Progress } from '~/ui/states/progress'
import { Icon } from '~/ui/words/icon'
import { Mark, type State } from '~/ui/words/mark'
import { LevelPill } from './level-pill'
import { PanelFrame } from './review-panel'
import styles from './review-panel.module.css'
import type { Batch, BatchRun } from './use-batch'

interface BatchPanelProps {
  batch: Batch
  run: BatchRun
  onClose: () => void
}

/** Of the results that are not done, and of all others together. */
const SHOWN = 300

/** A batch while it is applied, and what became of each cell. */
export function BatchPanel({ batch, run, onClose }: BatchPanelProps) {
  const { cells, results, isRunning, kind } = batch
  const counts = countsOf(results)
  const finished = results.length - counts.waiting - counts.underway
  const undo = isRunning ? null : undoOf(cells, results)
  const retry = isRunning ? [] : retryOf(cells, results)
  const word = kind === 'undo' ? 'undone' : 'applied'
  // After which refusal somebody signed in.
  const [answered, setAnswered] = useState<unknown>(null)
  const { signedOut } = batch
  const mustSignIn = retry.length > 0 && signedOut !== answered && serverToSignIn(signedOut) !== null
  return (
    <PanelFrame
      label={isRunning ? 'Applying' : 'Result'}
      title={isRunning ? (kind === 'undo' ? 'Undoing' : 'Applying') : 'Result'}
      facts={`${formatCount(counts.done)} of ${formatCount(results.length)} ${word}`}
      onClose={isRunning ? null : onClose}
      foot={
        isRunning ? (
          <Progress
            label={
              batch.waitMs === null
                ? 'Changes written'
                : `The server asks to wait ${formatDuration(batch.waitMs)}`
            }
            done={finished}
            total={results.length}
            valueText={`${formatCount(finished)} of ${formatCount(results.length)}`}
            soFar={
              batch.isCancelled
                ? 'Cancelled: the requests already sent are finished first.'
                : timeLeft(batch, finished)
            }
            {...(batch.isCancelled ? {} : { onCancel: run.cancel })}
          />
        ) : (
          <div className={styles['buttons']}>
            {mustSignIn ? (
              <Button
                variant="primary"
                onClick={() => setSignInWanted({ error: signedOut, again: () => setAnswered(signedOut) })}
              >
                Sign in
              </Button>
            ) : retry.length > 0 ? (
              <Button variant="primary" onClick={() => run.start(retry, 'retry')}>
                Try {formatCount(retry.length)} again
              </Button>
            ) : null}
            {undo && undo.cells.length > 0 ? (
              <Button onClick={() => run.start(undo.cells, 'undo')}>
                Undo {formatCount(undo.cells.length)}
              </Button>
            ) : null}
            <Button onClick={onClose}>Done</Button>
          </div>
        )
      }
    >
      <div role="status">
        {isRunning ? null : <Summary counts={counts} word={word} left={undo?.left.length ?? 0} />}
      </div>
      <ul className={styles['user']}>
        {shown(cells, results).map(({ cell, result, place }) => (
          <ResultRow key={place} cell={cell} result={result} />
        ))}
      </ul>
    </PanelFrame>
  )
}

type Counts = Record<CellResult['state'], number>

function countsOf(results: readonly CellResult[]): Counts {
  const counts: Counts = { waiting: 0, underway: 0, done: 0, conflict: 0, failed: 0, 'not-tried': 0 }
  for (const { state } of results) counts[state] += 1
  return counts
}

function Summary({ counts, word, left }: { counts: Counts; word: string; left: number }) {
  const { done, conflict, failed, 'not-tried': notTried } = counts
  const open = conflict + failed + notTried
  return (
    <>
      {open === 0 ? (
        <Notice title={`All ${formatCount(done)} ${word}.`}>The server confirmed every cell.</Notice>
      ) : (
        <Notice tone="warning" title={`${formatCount(open)} not ${word}.`}>
          {[
            conflict > 0 ? `${formatCount(conflict)} changed by somebody else in the meantime` : '',
            failed > 0 ? `${formatCount(failed)} refused` : '',
            notTried > 0 ? `${formatCount(notTried)} not tried` : '',
          ]
            .filter(Boolean)
            .join(', ')}
          . They stay in your draft.
        </Notice>
      )}
      {left > 0 ? (
        <Notice title={`${formatCount(left)} cannot be undone here.`}>
          The server did not show the earlier levels.
        </Notice>
      ) : null}
    </>
  )
}

function timeLeft({ sinceMs }: Batch, finished: number): string {
  return finished === 0 ? '' : `${formatDuration(sinceMs)} so far`
}

/** What needs a look first. */
const RANK: Readonly<Record<CellResult['state'], number>> = {
  failed: 0,
  conflict: 1,
  'not-tried': 2,
  underway: 3,
  done: 4,
  waiting: 5,
}

function shown(cells: readonly BatchCell[], results: readonly CellResult[]) {
  return cells
    .map((cell, place) => ({ cell, place, result: results[place] ?? { state: 'waiting' as const } }))
    .toSorted((a, b) => RANK[a.result.state] - RANK[b.result.state] || a.place - b.place)
    .slice(0, SHOWN)
}

const MARKS: Readonly<Record<CellResult['state'], State>> = {
  waiting: 'unknown',
  underway: 'running',
  done: 'ok',
  conflict: 'warning',
  failed: 'failed',
  'not-tried': 'unknown',
}

const WORDS: Readonly<Record<CellResult['state'], string>> = {
  waiting: 'waiting',
  underway: 'being sent',
  done: 'applied',
  conflict: 'changed by somebody else',
  failed: 'failed',
  'not-tried': 'not tried',
}

function ResultRow({ cell, result }: { cell: BatchCell; result: CellResult }) {
  const says = saysOf(result)
  return (
    <li className={styles['result']}>
      <Mark state={MARKS[result.state]} label={WORDS[result.state]} />
      <span className={styles['resource']} title={`${cell.user}: ${cell.name}`}>
        {cell.name}
        <small>{cell.user}</small>
      </span>
      <span className={classNames(styles['levels'])}>
        <LevelPill level={cell.before} />
        <Icon of={ArrowRight} size={14} />
        <LevelPill level={cell.after} />
      </span>
      {says === '' ? null : <span className={styles['says']}>{says}</span>}
    </li>
  )
}

function saysOf(result: CellResult): string {
  switch (result.state) {
    case 'done':
      if (result.wasSo) return 'It had that level already.'
      return result.isReadBack ? '' : 'Set. The server does not let you check it.'
    case 'conflict':
      return `Somebody changed it in the meantime: it is ${ownName(result.found)} now. Nothing was written.`
    case 'failed':
      return `${result.says} ${standsWords(result.stands)}`
    case 'not-tried':
      return NOT_TRIED_WORDS[result.why]
    case 'waiting':
    case 'underway':
      return ''
  }
}
