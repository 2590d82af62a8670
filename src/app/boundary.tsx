import RotateCw from 'lucide-react/icons/rotate-cw'
import { Component, type ReactNode } from 'react'
import type { Location } from 'react-router'
import { CodedError, HttpError } from '~/lib/errors'
import { Button } from '~/ui/controls/button'
import { ErrorPanel } from '~/ui/states/error-panel'
import type { PageModule } from '~/scaffold/page'
import { PageHeader } from '~/ui/page/page-header'
import { Problem } from '~/ui/states/problem'
import { LinkUp } from './link-up'
import type { Lineage } from './trail'
import styles from './boundary.module.css'

interface CatchProps {
  /** At another address it is tried anew. */
  at: Location
  /** Whose place it is; null for the whole app. */
  lineage: Lineage | readonly [] | null
  /** Its own heading, if it has one. */
  Head?: PageModule['Head']
  children: ReactNode
}

interface Caught {
  at: Location
  failure: { error: unknown } | null
}

/** Tells what fails while it is drawn, in its place. */
export class Catch extends Component<CatchProps, Caught> {
  override state: Caught = { at: this.props.at, failure: null }

  static getDerivedStateFromError(error: unknown): Partial<Caught> {
    return { failure: { error } }
  }

  static getDerivedStateFromProps({ at }: CatchProps, state: Caught): Caught | null {
    return at === state.at ? null : { at, failure: null }
  }

  override render(): ReactNode {
    const { failure } = this.state
    const { lineage, Head, children } = this.props
    if (failure === null) return children
    return lineage === null ? (
      <RootBoundary error={failure.error} />
    ) : (
      <Boundary lineage={lineage} Head={Head} error={failure.error} />
    )
  }
}

/** In the place of a page that failed, or of what is not there; the rest of the app goes on. */
export function Boundary({
  lineage,
  Head,
  error,
}: {
  lineage: Lineage | readonly []
  Head?: PageModule['Head']
  error: unknown
}) {
  if (error instanceof HttpError)
    return (
      <>
        {Head ? <Head /> : <PageHeader title={lineage.at(-1)?.title ?? 'Not found'} />}
        <Problem error={error} actions={<LinkUp lineage={lineage} />} />
      </>
    )
  return (
    <>
      <PageHeader title="This page stopped" />
      <Explained error={error} />
    </>
  )
}

/** In the place of the whole app, where not even the shell can be drawn. */
function RootBoundary({ error }: { error: unknown }) {
  return (
    <main className={styles['whole']}>
      <PageHeader title="Tidemark stopped" />
      <Explained error={error} />
    </main>
  )
}

function Explained({ error }: { error: unknown }) {
  const { title, why, next } = explain(error)
  const reload = () => window.location.reload()
  return (
    <ErrorPanel
      title={title}
      why={why}
      next={next}
      words={error instanceof Error ? error.message : String(error)}
      details={details(error)}
      actions={
        <Button size={28} icon={RotateCw} onClick={reload}>
          Reload
        </Button>
      }
    />
  )
}

function explain(error: unknown): { title: string; why: string; next: string } {
  // Each engine has its own words for a script that is not there; for a style sheet they are Vite's.
  const unfetched = /dynamically imported module|module script failed|unable to preload css/i
  if (error instanceof Error && unfetched.test(error.message)) {
    return {
      title: 'A part of Tidemark could not be loaded',
      why: 'The server does not answer, or a newer version was deployed while this page was open.',
      next: 'Reload to get the current version.',
    }
  }
  if (error instanceof CodedError) {
    return { title: 'This page could not be shown', why: error.message, next: 'Reload to try once more.' }
  }
  return {
    title: 'An error in Tidemark itself',
    why: 'Your files are still on your machine, and nothing was sent anywhere.',
    next: 'Reload to continue; the address keeps your settings. If it happens again, copy the details into a report.',
  }
}

/** What a report needs: what failed, where, in which browser. */
function details(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [stack, '', window.location.href, navigator.userAgent].join('\n')
}
