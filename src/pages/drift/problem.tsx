import type { ReactNode } from 'react'
import { explain } from '~/lib/explain'
import { ErrorPanel } from '~/ui/error-panel'

interface ProblemProps {
  /** What could not be done: "The experiments could not be read". Stands before the explanation's own title. */
  error: unknown
  onRetry?: () => void
  retrying?: boolean
  actions?: ReactNode
}

/** What went wrong at the server, in the place of what it is about. */
export function Problem({ error, onRetry, retrying = false, actions }: ProblemProps) {
  const { title, why, next } = explain(error)
  const words = wordsOf(error)
  return (
    <ErrorPanel
      title={title}
      why={why}
      next={next}
      {...(words === '' ? {} : { words, details: `${title}\n${why}\n${words}` })}
      {...(onRetry ? { onRetry, retrying } : {})}
      {...(actions === undefined ? {} : { actions })}
    />
  )
}

/** The server's own words, as far as it sent any. */
function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const message = 'message' in error && typeof error.message === 'string' ? error.message : ''
  const sent = 'words' in error && typeof error.words === 'string' ? error.words.trim() : ''
  return [message, sent].filter(Boolean).join('\n').slice(0, 600)
}
