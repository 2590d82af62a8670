import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode, Suspense } from 'react'
import { CodedError, HttpError } from '~/lib/errors'
import { Problem } from '~/ui/states/problem'
import { late } from '~/ui/states/late'
import { serverToSignIn } from './server-to-sign-in'

const { Late: SignInHere } = late(() => import('./sign-in-here'))

interface LoadedProps {
  /** Of the size of what comes, so that nothing moves. */
  skeleton: ReactNode
  /** Before the problem panel, where the data could not be loaded: the page's heading. */
  problemHead?: ReactNode
  /** Other ways out, in the problem panel. */
  problemActions?: ReactNode
  /** Where what failed is tried again, or somebody signed in: asks for everything at once. */
  onAgain?: () => void
  children: ReactNode
}

/**
 * A part of a page that asserts its data (`usePrefetched`): the skeleton until it is there; where it could not be
 * loaded, why, and a button to try again, while the rest of the page stays. Every page stands in one; a page that
 * loads several things gives each its own.
 */
export function Loaded({ skeleton, problemHead, problemActions, onAgain, children }: LoadedProps) {
  const { reset } = useQueryErrorResetBoundary()
  return (
    <ProblemBoundary
      head={problemHead}
      actions={problemActions}
      onRetry={() => {
        reset()
        onAgain?.()
      }}
    >
      <Suspense fallback={skeleton}>{children}</Suspense>
    </ProblemBoundary>
  )
}

/** Whether an error is told in the place of the page: what is not there, and what is no failure of a server. */
function belongsToPage(error: unknown): boolean {
  return !(error instanceof CodedError) || (error instanceof HttpError && error.status === 404)
}

interface BoundaryProps {
  head: ReactNode
  actions: ReactNode
  /** Lets the failed queries ask again. */
  onRetry: () => void
  children: ReactNode
}

class ProblemBoundary extends Component<BoundaryProps, { failure: { error: unknown } | null }> {
  override state: { failure: { error: unknown } | null } = { failure: null }

  static getDerivedStateFromError(error: unknown): { failure: { error: unknown } } {
    return { failure: { error } }
  }

  again = (): void => {
    this.props.onRetry()
    this.setState({ failure: null })
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === null) return this.props.children
    if (belongsToPage(failure.error)) throw failure.error
    const server = serverToSignIn(failure.error)
    if (server !== null)
      return (
        <>
          {this.props.head}
          <SignInHere id={server} error={failure.error} onDone={this.again} />
        </>
      )
    return (
      <>
        {this.props.head}
        <Problem error={failure.error} actions={this.props.actions} onRetry={this.again} />
      </>
    )
  }
}
