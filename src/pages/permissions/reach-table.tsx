import Download from 'lucide-react/icons/download'
import { levelName } from '~/domain/mlflow/permissions/level'
import { linkTo } from '~/lib/paths'
import { Button } from '~/ui/controls/button'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { Frame } from '~/ui/page/frame'
import { saveFile } from '~/ui/save-file'
import { EmptyState } from '~/ui/states/empty-state'
import { LevelPill } from './matrix/level-pill'
import { heightOf, type Reach, reachCsv, reachLevel } from './reach'
import styles from './reach.module.css'

interface ReachTableProps {
  /** What the rows are about: somebody's things, or the people of a thing. */
  of: 'person' | 'resource'
  label: string
  /** Over the table, where the page has more than it. */
  title?: string
  rows: readonly Reach[]
  /** Of the export. */
  fileName: string
}

/** Who reaches what, with the level and where it comes from; sorted by a press on a head, and exported whole. */
export function ReachTable({ of, label, title, rows, fileName }: ReachTableProps) {
  return (
    <Frame {...(title === undefined ? { label } : { title })} flush>
      <DataTable
        label={label}
        rows={rows}
        columns={of === 'person' ? [WHAT, LEVEL, SOURCE, KIND, OWN] : [WHO, LEVEL, SOURCE, OWN]}
        rowKey={({ user, resource }) => `${user.name} ${resource.key}`}
        initialSort={[{ key: 'level', direction: 'descending' }]}
        maxHeight={560}
        caption={
          <Button
            size={28}
            icon={Download}
            variant="quiet"
            disabledReason={rows.length === 0 ? 'Nothing to export.' : null}
            onClick={() => saveFile(new Blob([reachCsv(rows)], { type: 'text/csv;charset=utf-8' }), fileName)}
          >
            Export CSV
          </Button>
        }
        emptyState={
          <EmptyState picture={null} title="Nothing matches" text="No row matches these filters." />
        }
      />
    </Frame>
  )
}

const WHAT: DataColumn<Reach> = {
  key: 'name',
  title: 'Name',
  width: 220,
  value: ({ resource }) => resource.name,
  render: ({ resource: { ref, name } }) => (
    <a
      className={styles['link']}
      href={
        ref.kind === 'experiment'
          ? linkTo('permissions.experiment', { experiment: ref.id })
          : linkTo('permissions.model', { model: ref.id })
      }
    >
      {name}
    </a>
  ),
}

const KIND: DataColumn<Reach> = {
  key: 'kind',
  title: 'Kind',
  width: 130,
  value: ({ resource: { ref } }) => (ref.kind === 'experiment' ? `Experiment ${ref.id}` : 'Model'),
}

const WHO: DataColumn<Reach> = {
  key: 'user',
  title: 'Name',
  width: 220,
  value: ({ user }) => user.name,
  render: ({ user }) => (
    <a className={styles['link']} href={linkTo('permissions.person', { name: user.name })}>
      {user.name}
      {user.isYou ? ' (you)' : ''}
    </a>
  ),
}

const LEVEL: DataColumn<Reach> = {
  key: 'level',
  title: 'Level',
  align: 'start',
  width: 100,
  value: heightOf,
  copied: reachLevel,
  render: (row) =>
    row.access.level === 'unknown' ? (
      <span className={styles['quiet']}>{reachLevel(row)}</span>
    ) : (
      <LevelPill level={row.access.level} />
    ),
}

const SOURCE: DataColumn<Reach> = {
  key: 'source',
  title: 'Source',
  width: 220,
  value: ({ source }) => source,
}

const OWN: DataColumn<Reach> = {
  key: 'own',
  title: 'Own row',
  width: 110,
  value: ({ own }) => (own === 'hidden' ? 'not shown' : own === null ? '–' : levelName(own)),
}
