import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Sparkline } from '~/charts/inline/sparkline'
import { type Answers, noConcerns } from '~/domain/overview/answers'
import type { Concern } from '~/domain/overview/concerns'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { useLooked } from '~/stores/looked'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import { EmptyState } from '~/ui/states/empty-state'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { Mark } from '~/ui/words/mark'
import { Unbroken } from '~/ui/words/unbroken'
import styles from './page.module.css'

const SHOWN = 8
/** So many more at a time. */
const STEP = 50
/** Places of a first visit. */
const USUAL = 2

interface ConcernListProps {
  concerns: readonly Concern[]
  answers: Answers
  /** What was looked at, in a sentence. */
  lookedAt: string | null
}

/** What needs somebody, in order, each with its one action. */
export function ConcernList({ concerns, answers, lookedAt }: ConcernListProps) {
  const { isSettled } = answers
  const [shown, setShown] = useState(SHOWN)
  const rest = concerns.length - shown
  const list = useRef<HTMLOListElement>(null)
  const showMore = () => {
    flushSync(() => setShown(shown + STEP))
    list.current?.children[shown]?.querySelector('a')?.focus()
  }
  // The servers answer one after the other, and what stands below must not move with each: places are kept for as many
  // as there were, throughout the visit.
  const [places] = useState(() => Math.min(SHOWN, Math.max(1, useLooked.getState().concerns ?? USUAL)))
  return (
    <Frame label="What needs you" flush>
      <div
        className={styles['needs']}
        style={{ minHeight: `calc(${places} * var(--concern-height) + var(--looked-height))` }}
      >
        {isSettled ? null : (
          <Loading label="Checking the servers">
            <div className={styles['asking']}>
              {Array.from({ length: places }, (_, place) => (
                <div key={place}>
                  <Skeleton width="min(100%, 320px)" height="16px" />
                  <Skeleton width="min(100%, 480px)" />
                </div>
              ))}
            </div>
          </Loading>
        )}
        {concerns.length > 0 ? (
          <ol ref={list} className={styles['concerns']}>
            {concerns.slice(0, shown).map((concern, k) => (
              <li key={concern.id} className={styles['concern']}>
                <Mark state={concern.tone} size={16} label={WORDS[concern.tone]} />
                <div className={styles['words']}>
                  <h2>{concern.title}</h2>
                  <p>
                    <Unbroken text={concern.text} />
                  </p>
                </div>
                {concern.curve ? (
                  <span className={styles['curve']}>
                    <Sparkline
                      values={concern.curve.values}
                      threshold={concern.curve.threshold}
                      tone={concern.tone === 'drift' ? 'drift' : 'line'}
                      width={150}
                      height={30}
                      label={concern.curve.label}
                    />
                  </span>
                ) : null}
                <Action concern={concern} isFirst={k === 0} />
              </li>
            ))}
            {rest > 0 ? (
              <li className={styles['more']}>
                <Button size={28} onClick={showMore}>
                  Show {formatCount(Math.min(STEP, rest))} more
                </Button>
                {rest > STEP ? ` of ${formatCount(rest)}` : null}
              </li>
            ) : null}
          </ol>
        ) : isSettled ? (
          <div className={styles['nothing']}>
            <EmptyState {...noConcerns(answers)} actions={answers.asked === 0 ? <FirstSteps /> : undefined} />
          </div>
        ) : null}
        {lookedAt === null && isSettled ? null : (
          <p className={styles['looked']}>{isSettled ? lookedAt : <Skeleton width="min(100%, 480px)" />}</p>
        )}
      </div>
    </Frame>
  )
}

function FirstSteps() {
  return (
    <>
      <LinkButton href={linkTo('connections')}>Open Connections</LinkButton>
      <LinkButton href={linkTo('lab')}>Open the Lab</LinkButton>
    </>
  )
}

const WORDS = { drift: 'Drift', failed: 'Failed', warning: 'Warning' } as const

function Action({ concern: { leads }, isFirst }: { concern: Concern; isFirst: boolean }) {
  const [href, label] = targetOf(leads)
  return (
    <LinkButton href={href} data-unprinted="" {...(isFirst ? { variant: 'primary' as const } : {})}>
      {label}
    </LinkButton>
  )
}

function targetOf(leads: Concern['leads']): readonly [href: string, label: string] {
  switch (leads.to) {
    case 'history':
      return [linkTo('drift.history', { experiment: leads.experiment }), 'Open history']
    case 'builds':
      return [
        linkTo('pipelines.compare', { job: leads.job }, { before: leads.before, after: leads.after }),
        leads.label,
      ]
    case 'pipeline':
      return [linkTo('pipelines.stages', { job: leads.job }), 'Open stages']
    case 'run':
      return [linkTo('experiments.run', { experiment: leads.experiment, run: leads.run }), 'Open run']
    case 'runs':
      return [linkTo('experiments.runs', { experiment: leads.experiment }), 'Open runs']
    case 'connections':
      return [linkTo('connections'), leads.label]
  }
}
