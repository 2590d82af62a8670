import LogIn from 'lucide-react/icons/log-in'
import { type ReactNode, useContext } from 'react'
import { explain, withoutQuery } from '~/lib/explain'
import { linkTo } from '~/lib/paths'
import { withoutSql } from '~/lib/without-sql'
import { ErrorPanel } from '~/ui/states/error-panel'
import { LinkButton } from '~/ui/controls/link-button'
import { SignInSlot } from './sign-in-slot'

interface ProblemProps {
  error: unknown
  onRetry?: () => void
  retrying?: boolean
  /** Beside "Try again": "Nothing is written twice." */
  retryNote?: ReactNode
  /** Other ways out: buttons. */
  actions?: ReactNode
  /** Without the server's own words: where there is little room, and a page that has them. */
  isBrief?: boolean
  /** Of its heading. */
  level?: 2 | 3
}

/**
 * What went wrong at the server, in the place of what it is about: why, what to do, and the server's own words. Where it
 * asks who one is, its sign-in.
 */
export function Problem(props: ProblemProps) {
  const { error, onRetry, retrying = false, retryNote, actions, isBrief = false, level = 2 } = props
  const { title, why, next, step } = explain(error)
  const signIn = useContext(SignInSlot)?.({ error, onRetry }) ?? null
  if (step === 'sign-in' && signIn !== null) return signIn
  const own = isBrief ? '' : wordsOf(error)
  // An error of this page is its own sentence, and says no more.
  const words = own === why ? '' : own
  return (
    <ErrorPanel
      level={level}
      title={title}
      why={why}
      next={next}
      {...(words === '' ? {} : { words: withoutQuery(words), details: `${title}\n${why}\n${words}` })}
      {...(onRetry ? { onRetry, retrying } : {})}
      retryNote={retryNote}
      actions={
        <>
          {step === 'sign-in' || step === 'register' ? (
            <LinkButton href={linkTo('connections')} size={28} icon={LogIn}>
              {step === 'sign-in' ? 'Sign in' : 'Register'}
            </LinkButton>
          ) : null}
          {actions}
        </>
      }
    />
  )
}

const withoutInsides = (text: string): string =>
  withoutSql(text) === text ? text : `${withoutSql(text)} …`.trim()

/** The message, then what the server sent, as far as it sent any; never its SQL. */
function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const message = 'message' in error && typeof error.message === 'string' ? error.message : ''
  const sent = 'words' in error && typeof error.words === 'string' ? error.words.trim() : ''
  return [message, sent].map(withoutInsides).filter(Boolean).join('\n').slice(0, 600)
}
