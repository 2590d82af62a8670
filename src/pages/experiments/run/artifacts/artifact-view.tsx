import Download from 'lucide-react/icons/download'
import { useQuery } from '@tanstack/react-query'
import { type ArtifactKind, artifactKind, MAX_ARTIFACT_BYTES } from '~/domain/mlflow/artifact'
import { formatBytes } from '~/lib/format'
import { type ArtifactHead, downloadArtifact, mlflowQueries } from '~/queries/mlflow/queries'
import { Button } from '~/ui/controls/button'
import { CopyText } from '~/ui/controls/copy-text'
import { EmptyState } from '~/ui/states/empty-state'
import { Problem } from '~/ui/states/problem'
import { Skeleton } from '~/ui/states/skeleton'
import { ImageView } from './image-view'
import { JsonView } from './json-view'
import { PATH_ENDS } from './path-ends'
import { TableView } from './table-view'
import { HtmlView, MarkdownView, TextView } from './text-views'
import { useDownload } from './use-download'
import styles from './artifacts.module.css'

/** How much of a file is fetched to look at it, in bytes; what cannot be shown in part is shown up to here or not at all. */
const LIMITS: Readonly<Record<ArtifactKind, number>> = {
  image: 24_000_000,
  table: 64_000_000,
  // Its tree is made of less; as a table it is read by a worker.
  json: 64_000_000,
  markdown: 1_000_000,
  html: 4_000_000,
  text: 2_000_000,
  // Only its first bytes: whether it is text after all.
  other: 100_000,
}

/** Kinds of which a first part says nothing. */
const WHOLE_ONLY: ReadonlySet<ArtifactKind> = new Set(['image', 'table', 'json', 'html'])

interface ViewProps {
  runId: string
  path: string
  /** As the list said; null: not known. */
  bytes: number | null
}

/** One file of a run, as far as it can be looked at here. */
export function ArtifactView({ runId, path, bytes }: ViewProps) {
  const kind = artifactKind(path)
  const limit = LIMITS[kind]
  // A server that knows no ranges would send all of it.
  const isTooLarge = bytes !== null && ((bytes > limit && WHOLE_ONLY.has(kind)) || bytes > MAX_ARTIFACT_BYTES)
  const { data, error, refetch, isFetching } = useQuery({
    ...mlflowQueries.artifactHead(runId, path, limit),
    // Of an empty file there is no range to ask for: 416.
    enabled: !isTooLarge && bytes !== 0,
  })
  const download = useDownload(() => downloadArtifact(runId, path))
  return (
    <section className={styles['view']} aria-label={path}>
      <header className={styles['head']}>
        <CopyText text={path} keep={PATH_ENDS} what="path" />
        <span className={styles['note']}>{bytes === null ? null : formatBytes(bytes)}</span>
        <Button
          size={28}
          icon={Download}
          busy={download.isBusy}
          // What would not fit is not fetched up to there first.
          disabledReason={bytes !== null && bytes > MAX_ARTIFACT_BYTES ? beyondPage(bytes) : null}
          onClick={download.start}
        >
          {download.isBusy ? 'Downloading' : 'Download'}
        </Button>
      </header>
      {download.error === null ? null : <Problem error={download.error} onRetry={download.start} />}
      {isTooLarge ? (
        <TooLarge bytes={bytes} limit={limit} runId={runId} path={path} />
      ) : bytes === 0 ? (
        <EmptyState title="This file is empty" picture={null} level={3} />
      ) : error ? (
        <Problem error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : data ? (
        <Content kind={kind} runId={runId} path={path} head={data} limit={limit} />
      ) : (
        <Skeleton height="320px" />
      )}
    </section>
  )
}

function Content({
  kind,
  runId,
  path,
  head,
  limit,
}: {
  kind: ArtifactKind
  runId: string
  path: string
  head: ArtifactHead
  limit: number
}) {
  const name = path.split('/').at(-1) ?? path
  if (head.bytes.byteLength === 0) return <EmptyState title="This file is empty" picture={null} level={3} />
  if (!head.isWhole && WHOLE_ONLY.has(kind))
    return <TooLarge bytes={head.totalBytes} limit={limit} runId={runId} path={path} />
  if (kind === 'image') return <ImageView bytes={head.bytes} name={name} />
  if (kind === 'table') return <TableView runId={runId} path={path} bytes={head.bytes} />
  if (kind === 'json') return <JsonView runId={runId} path={path} bytes={head.bytes} label={name} />
  const text = new TextDecoder().decode(head.bytes)
  if (kind === 'other' && !isText(text))
    return (
      <EmptyState
        title="No preview of this kind of file"
        text="Only text, pictures and tables are shown here. Download the file to open it elsewhere."
        picture={null}
        level={3}
      />
    )
  return (
    <>
      {head.isWhole ? null : (
        <p className={styles['note']}>
          The first {formatBytes(head.bytes.byteLength)}
          {head.totalBytes === null ? '' : ` of ${formatBytes(head.totalBytes)}`}. Download the file to see
          all of it.
        </p>
      )}
      {kind === 'markdown' ? (
        <MarkdownView text={text} />
      ) : kind === 'html' ? (
        <HtmlView text={text} label={name} />
      ) : (
        <TextView text={text} label={name} />
      )}
    </>
  )
}

interface TooLargeProps {
  /** Null: not known. */
  bytes: number | null
  limit: number
  runId: string
  path: string
}

function TooLarge({ bytes, limit, runId, path }: TooLargeProps) {
  return (
    <EmptyState
      title="Too large to show here"
      text={
        bytes !== null && bytes > MAX_ARTIFACT_BYTES ? (
          <>
            {beyondPage(bytes)} In a terminal:{' '}
            <code>
              mlflow artifacts download -r {runId} -a {path}
            </code>
          </>
        ) : (
          `${bytes === null ? 'Files' : `It has ${formatBytes(bytes)}; files`} of this kind are shown up to ${formatBytes(limit)}. Download it to open it elsewhere.`
        )
      }
      picture={null}
      level={3}
    />
  )
}

function beyondPage(bytes: number): string {
  return `It has ${formatBytes(bytes)}; a page fetches at most ${formatBytes(MAX_ARTIFACT_BYTES)}.`
}

/** Whether bytes that were read as UTF-8 are text: no zero, few letters that are none. */
function isText(text: string): boolean {
  if (text.includes('\0')) return false
  const start = text.slice(0, 4000)
  return [...start].filter((letter) => letter === '\uFFFD').length < start.length / 50
}
