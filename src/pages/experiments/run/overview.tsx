import GitCommitHorizontal from 'lucide-react/icons/git-commit-horizontal'
import { noteOf, type Run, RUN_TAGS } from '~/domain/mlflow/run'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { CopyText } from '~/ui/controls/copy-text'
import { TextInput } from '~/ui/controls/field'
import { Frame } from '~/ui/page/frame'
import { Icon } from '~/ui/words/icon'
import { MarkdownText } from '~/ui/words/markdown'
import { Datasets } from './datasets'
import { Models } from './models'
import { KeyValues } from './key-values'
import { MetricsTable } from './metrics-table'
import styles from './page.module.css'

interface OverviewProps {
  run: Run
  search: string
  onSearch: (search: string) => void
  onEditNote: () => void
  /** Why the note may not be edited. */
  noUpdate: string | null
}

/** More keys than these get a search. */
const MANY = 12

/** What went into a run and what came out. */
export function Overview({ run, search, onSearch, onEditNote, noUpdate }: OverviewProps) {
  const note = noteOf(run)
  const tags = run.tags.filter(({ key }) => !key.startsWith('mlflow.'))
  const isMatch = ({ key }: { key: string }) => key.toLowerCase().includes(search.toLowerCase())
  const count = run.metrics.length + run.params.length + tags.length
  return (
    <div className={styles['grid']}>
      {count > MANY ? (
        <div className={styles['search']}>
          <TextInput
            kind="search"
            size={28}
            aria-label="Search metrics, parameters and tags"
            placeholder="Search keys"
            value={search}
            onChange={onSearch}
          />
        </div>
      ) : null}
      <div className={styles['main']}>
        {run.metrics.length === 0 ? (
          <Frame title="Metrics 0" subtitle="This run logged no metric." flush />
        ) : (
          <MetricsTable
            title={`Metrics ${formatCount(run.metrics.length)}`}
            run={run}
            metrics={run.metrics.filter(isMatch)}
          />
        )}
        <KeyValues
          title={`Parameters ${formatCount(run.params.length)}`}
          rows={run.params.filter(isMatch)}
          none={run.params.length === 0 ? 'This run logged no parameter.' : 'No parameter matches.'}
        />
      </div>
      <div className={styles['side']}>
        <Frame
          title="Note"
          actions={
            <Button size={28} variant="quiet" disabledReason={noUpdate} onClick={onEditNote}>
              {note === '' ? 'Add' : 'Edit'}
            </Button>
          }
        >
          {note === '' ? <p className={styles['quiet']}>No note yet.</p> : <MarkdownText text={note} />}
        </Frame>
        <Source run={run} />
        <Models run={run} />
        <Datasets run={run} />
        <KeyValues
          title={`Tags ${formatCount(tags.length)}`}
          rows={tags.filter(isMatch)}
          none={tags.length === 0 ? 'No tags.' : 'No tag matches.'}
        />
      </div>
    </div>
  )
}

function Source({ run }: { run: Run }) {
  const tag = (name: string) => run.tags.find(({ key }) => key === name)?.value ?? null
  const name = tag(RUN_TAGS.sourceName)
  const commit = tag(RUN_TAGS.commit)
  const branch = tag(RUN_TAGS.branch)
  if (name === null && commit === null) return null
  return (
    <Frame title="Source">
      <dl className={styles['facts']}>
        {name === null ? null : (
          <div>
            <dt>Started by</dt>
            <dd>
              <code>{name}</code>
            </dd>
          </div>
        )}
        {commit === null ? null : (
          <div>
            <dt>Commit</dt>
            <dd>
              <Icon of={GitCommitHorizontal} /> <CopyText text={commit} what="commit" keep={[8, 0]} />
              {branch === null ? null : <span>on {branch}</span>}
            </dd>
          </div>
        )}
      </dl>
    </Frame>
  )
}
