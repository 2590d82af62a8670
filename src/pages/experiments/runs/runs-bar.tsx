import Download from 'lucide-react/icons/download'
import Search from 'lucide-react/icons/search'
import Square from 'lucide-react/icons/square'
import { useMemo } from 'react'
import { formatCount } from '~/lib/format'
import { runsJobId } from '~/queries/mlflow/runs'
import type { ChangeSettings } from '~/scaffold/use-url-settings'
import { cancelJob } from '~/stores/jobs'
import { Button } from '~/ui/controls/button'
import { ListBar } from '~/ui/lists/list-bar'
import { Segmented } from '~/ui/controls/segmented'
import { ValueMenu } from '~/ui/overlays/value-menu'
import { ColumnPicker } from './column-picker'
import { titleOf } from './cells'
import { groupChoices } from './group-choices'
import { SavedViews } from './saved-views'
import type { RunsSettings } from './settings'
import type { Action } from '~/scaffold/use-action'
import type { RunsView } from './use-runs-view'
import styles from './page.module.css'

interface BarProps {
  experimentId: string
  shown: RunsView
  /** Whether the server may have runs that are not here. */
  isPartial: boolean
  isLoading: boolean
  settings: RunsSettings
  change: ChangeSettings<RunsSettings>
  /** Asks the server for what the filter finds there; null: nothing to ask. */
  search: Action<void> | null
  exporting: { busy: boolean; start: () => void }
}

/** How many runs there are, and how the table shows them: groups, columns, views, and the file of it. */
export function RunsBar({
  experimentId,
  shown: { group, infos, columns, data },
  isPartial,
  isLoading,
  settings,
  change,
  search,
  exporting,
}: BarProps) {
  const groups = useMemo(() => groupChoices(infos), [infos])
  const { differing } = settings
  return (
    <ListBar
      end={
        <>
          <span className={styles['count']} role="status">
            {data ? countsOf(data.rows.matched, data.rows.runs, isPartial) : null}
          </span>
          <SavedViews
            experimentId={experimentId}
            settings={settings}
            onOpen={(next) => change(next, 'push')}
          />
          {isLoading ? (
            <Button size={28} icon={Square} onClick={() => cancelJob(runsJobId(experimentId))}>
              Stop loading
            </Button>
          ) : null}
          {search && !isLoading ? (
            <Button size={28} icon={Search} busy={search.busy} onClick={() => search.run()}>
              {search.busy ? 'Searching' : 'Search the server'}
            </Button>
          ) : null}
          <Button size={28} icon={Download} busy={exporting.busy} onClick={() => exporting.start()}>
            {exporting.busy ? 'Exporting' : 'Export CSV'}
          </Button>
        </>
      }
    >
      <ValueMenu
        label="Group by"
        word="Group"
        value={groups.find(({ id }) => id === group)?.title ?? titleOf(group)}
        selected={group}
        items={groups.map(({ id, title }) => ({ id, title, run: () => change({ group: id }) }))}
      />
      <ColumnPicker
        infos={infos}
        shown={columns}
        onShown={(shown) => change({ columns: shown, differing: false })}
        pinned={settings.pinned}
        onPinned={(pinned) => change({ pinned })}
        group={group}
        onGroup={(next) => change({ group: next })}
        onDefault={() => change({ columns: [], differing: true })}
      />
      <Button
        size={28}
        aria-pressed={differing}
        onClick={() => change({ differing: !differing, columns: [] })}
      >
        {differing ? '✓ Only columns that differ' : 'Only columns that differ'}
      </Button>
      <Segmented
        label="Which runs"
        value={settings.view}
        options={[
          { value: 'active', label: 'Active' },
          { value: 'deleted', label: 'Deleted' },
        ]}
        onChange={(view) => change({ view })}
      />
    </ListBar>
  )
}

function countsOf(matched: number, runs: number, isPartial: boolean): string {
  const all = `${formatCount(runs)}${isPartial ? ' loaded' : ''} ${runs === 1 ? 'run' : 'runs'}`
  return matched === runs ? all : `${formatCount(matched)} of ${all}`
}
