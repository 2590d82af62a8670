import { detectorById } from '~/drift/registry'
import { formatNumber } from '~/lib/format'
import { CopyButton } from '~/ui/copy-button'
import { CopyText } from '~/ui/copy-text'
import { Frame } from '~/ui/frame'
import type { Job, JobResult } from '~/workers/protocol'
import styles from './sample-source.module.css'

interface RunDetailsProps {
  runs: readonly { job: Job; value: JobResult }[]
}

/** Everything that reproduces the result: seed, bandwidth and its rule, rows used, files by their digest. */
export function RunDetails({ runs }: RunDetailsProps) {
  const [main] = runs
  if (!main) return null
  const { selection } = main.job
  const files = [selection.reference, selection.test].flatMap((f) => (f ? [f] : []))
  return (
    <Frame
      title="What reproduces it"
      actions={
        <CopyButton size={28} variant="quiet" text={() => JSON.stringify(record(runs), null, 2)}>
          Copy as JSON
        </CopyButton>
      }
    >
      <dl className={styles['list']}>
        {files.map((file, i) => (
          <Row
            key={i === 0 ? 'reference' : 'test'}
            name={files.length === 1 ? 'File' : i === 0 ? 'Reference' : 'Test'}
          >
            {file.name} <CopyText text={file.digest} what="SHA-256" />
          </Row>
        ))}
        {runs.map(({ value }) => (
          <Row
            key={value.result.detector}
            name={detectorById(value.result.detector)?.name ?? value.result.detector}
          >
            {Object.entries(value.result.settings)
              .map(
                ([name, setting]) =>
                  `${name} ${typeof setting === 'number' ? formatNumber(setting) : String(setting)}`,
              )
              .join(' · ')}
          </Row>
        ))}
      </dl>
    </Frame>
  )
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** Settings in full precision, and the result without its long arrays. */
function record(runs: RunDetailsProps['runs']) {
  return runs.map(({ job, value }) => ({
    detector: job.detector,
    params: job.params,
    selection: job.selection,
    leftOut: value.leftOut,
    result: Object.fromEntries(
      Object.entries(value.result).filter(
        ([, v]) =>
          !ArrayBuffer.isView(v) && !(Array.isArray(v) && v.some((x) => ArrayBuffer.isView(x?.values))),
      ),
    ),
  }))
}
