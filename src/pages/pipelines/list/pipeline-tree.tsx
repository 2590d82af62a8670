import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronRight from 'lucide-react/icons/chevron-right'
import Star from 'lucide-react/icons/star'
import { Sparkline } from '~/charts/inline/sparkline'
import { type Build, isLive } from '~/domain/jenkins/build'
import { elapsedOf, etaBasis, etaOf, etaText } from '~/domain/jenkins/eta'
import { type Folder, type Pipeline, type TreeLine, readableNames } from '~/domain/jenkins/pipeline'
import { formatCount, formatDuration } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { setFavourite } from '~/stores/pipelines'
import { IconButton } from '~/ui/controls/icon-button'
import { ListTable } from '~/ui/lists/list-table'
import { useNow } from '~/ui/words/use-now'
import { When } from '~/ui/words/when'
import { BuildMark, BuildState } from '../build-state'
import { unseen } from '~/ui/words/unseen'
import styles from './page.module.css'

interface PipelineTreeProps {
  lines: readonly TreeLine[]
  favourites: ReadonlySet<string>
  /** Folders that are folded. */
  closed: ReadonlySet<string>
  onClosed: (closed: ReadonlySet<string>) => void
}

/** A line a folder and a line a pipeline, each under what holds it. */
export function PipelineTree({ lines, favourites, closed, onClosed }: PipelineTreeProps) {
  const now = useNow()
  const fold = ({ fullName }: Folder) => {
    const next = new Set(closed)
    if (!next.delete(fullName)) next.add(fullName)
    onClosed(next)
  }
  return (
    <ListTable label="Pipelines">
      <thead>
        <tr>
          <th scope="col">Pipeline</th>
          <th scope="col">State</th>
          <th scope="col">Last builds</th>
          <th scope="col">Duration</th>
          <th scope="col" data-align="end">
            Last build
          </th>
          <th scope="col">
            <span className={unseen}>Favourite</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ item, level }) =>
          item.kind === 'folder' ? (
            <tr key={item.fullName} className={styles['folder']}>
              <th scope="row" colSpan={6}>
                <span className={styles['name']} style={{ paddingLeft: level * 20 }}>
                  <FolderName folder={item} isClosed={closed.has(item.fullName)} onFold={() => fold(item)} />
                </span>
              </th>
            </tr>
          ) : (
            <PipelineRow
              key={item.fullName}
              pipeline={item}
              level={level}
              now={now}
              isFavourite={favourites.has(item.fullName)}
            />
          ),
        )}
      </tbody>
    </ListTable>
  )
}

function FolderName({ folder, isClosed, onFold }: { folder: Folder; isClosed: boolean; onFold: () => void }) {
  return (
    <>
      <IconButton
        size={24}
        icon={isClosed ? ChevronRight : ChevronDown}
        label={`${isClosed ? 'Expand' : 'Collapse'} ${folder.name}`}
        aria-expanded={!isClosed}
        onClick={onFold}
      />
      {folder.name}
      {folder.isClosed ? (
        <span className={styles['quiet']}>more folders inside: open them on Jenkins</span>
      ) : folder.children.length === 0 ? (
        <span className={styles['quiet']}>nothing you can see</span>
      ) : (
        <span className={styles['quiet']}>{formatCount(folder.children.length)}</span>
      )}
    </>
  )
}

interface RowProps {
  pipeline: Pipeline
  level: number
  now: number
  isFavourite: boolean
}

function PipelineRow({ pipeline, level, now, isFavourite }: RowProps) {
  const { fullName, name, builds, state, isBuilding } = pipeline
  // By its name alone, each "main" would be called the same.
  const path = readableNames(fullName).slice(-2).join(' / ')
  return (
    <tr>
      <th scope="row">
        <span className={styles['name']} style={{ paddingLeft: level * 20 + 28 }}>
          <a href={linkTo('pipelines.stages', { job: fullName })} className={styles['link']}>
            {name}
          </a>
        </span>
      </th>
      <td>
        <BuildState state={state} isBuilding={isBuilding} />
        <Left builds={builds} now={now} />
      </td>
      <td>
        <Strip builds={builds} />
      </td>
      <td>
        <Durations builds={builds} />
      </td>
      <td data-align="end">
        <When at={builds[0]?.startedAt ?? null} now={now} />
      </td>
      <td data-align="end">
        <IconButton
          icon={Star}
          label={isFavourite ? `Remove ${path} from favourites` : `Add ${path} to favourites`}
          aria-pressed={isFavourite}
          data-favourite={isFavourite}
          onClick={() => setFavourite(fullName, !isFavourite)}
        />
      </td>
    </tr>
  )
}

/** When the build under way may end, by the durations of those before it. */
function Left({ builds, now }: { builds: readonly Build[]; now: number }) {
  const build = builds.find(({ status }) => isLive(status))
  if (!build) return null
  const eta = etaOf(build, builds, elapsedOf(build, now))
  return (
    <span className={styles['left']} title={etaBasis(eta)}>
      {build.name} {etaText(eta)}
    </span>
  )
}

/** What became of the last ones, oldest first. */
function Strip({ builds }: { builds: readonly Build[] }) {
  if (builds.length === 0) return <>–</>
  const shown = builds.slice(0, 12).toReversed()
  return (
    <span className={styles['strip']}>
      {shown.map(({ id, status }) => (
        <BuildMark key={id} status={status} />
      ))}
    </span>
  )
}

function Durations({ builds }: { builds: readonly Build[] }) {
  const times = builds
    .filter(({ status }) => !isLive(status))
    .toReversed()
    .map(({ status, durationMs }) => (status === 'success' ? durationMs : Number.NaN))
  const good = times.filter((ms) => !Number.isNaN(ms))
  const last = good.at(-1)
  if (last === undefined) return <>–</>
  return (
    <span className={styles['durations']}>
      <Sparkline values={times} label={`Durations of the last ${good.length} successful builds`} />
      {formatDuration(last)}
    </span>
  )
}
