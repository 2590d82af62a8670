import { useQuery } from '@tanstack/react-query'
import type { Build, Stage } from '~/domain/jenkins/build'
import { formatDuration } from '~/lib/format'
import { jenkinsQueries, type Step, whileLive } from '~/queries/jenkins/queries'
import { Frame, FrameSection } from '~/ui/page/frame'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { BuildState } from '../build-state'
import styles from './page.module.css'

interface StageLogProps {
  job: string
  build: Build
  stage: Stage
}

/** The steps of a stage, and what each wrote last. */
export function StageLog({ job, build, stage }: StageLogProps) {
  const steps = useQuery({ ...jenkinsQueries.steps(job, build.id, stage.id), ...whileLive(build) })
  return (
    <Frame title={stage.name} subtitle={<BuildState state={stage.status} />} flush>
      {steps.error ? (
        <FrameSection>
          <Problem
            error={steps.error}
            level={3}
            onRetry={() => void steps.refetch()}
            retrying={steps.isFetching}
          />
        </FrameSection>
      ) : steps.data === undefined ? (
        <FrameSection>
          <Loading label="The steps are loading">
            <Skeleton height="96px" />
          </Loading>
        </FrameSection>
      ) : steps.data.length === 0 ? (
        <FrameSection>
          <p className={styles['quiet']}>This stage ran no steps of its own, so it has no log.</p>
        </FrameSection>
      ) : (
        steps.data.map((step) => <StepLog key={step.id} job={job} build={build} step={step} />)
      )}
    </Frame>
  )
}

function StepLog({ job, build, step }: { job: string; build: Build; step: Step }) {
  const log = useQuery({ ...jenkinsQueries.log(job, build.id, step.id), ...whileLive(build) })
  return (
    <FrameSection title={`${step.name}, ${formatDuration(step.durationMs)}`} level={3}>
      {step.detail === '' ? null : <p className={styles['detail']}>{step.detail}</p>}
      {log.error ? (
        <Problem error={log.error} level={3} onRetry={() => void log.refetch()} retrying={log.isFetching} />
      ) : log.data === undefined ? (
        <Loading label="The log is loading">
          <Skeleton height="64px" />
        </Loading>
      ) : (
        <>
          {log.data.isWhole ? null : (
            <p className={styles['quiet']}>The end of the log. The whole log is on Jenkins.</p>
          )}
          <pre className={styles['log']} tabIndex={0} aria-label={`Log of ${step.name}`}>
            {log.data.text === '' ? 'This step wrote no log.' : log.data.text}
          </pre>
        </>
      )}
    </FrameSection>
  )
}
