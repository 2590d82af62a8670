import type { ChangeSettings } from '~/scaffold/use-url-settings'
import { Segmented } from '~/ui/controls/segmented'
import { ListBar } from '~/ui/lists/list-bar'
import type { ReachSettings } from './reach-settings'

interface ReachBarProps {
  /** What is searched: "name or source". */
  search: string
  /** "Which people". */
  rows: string
  settings: ReachSettings
  change: ChangeSettings<ReachSettings>
}

/** Above who reaches a thing, and above what a person reaches. */
export function ReachBar({ search, rows, settings, change }: ReachBarProps) {
  return (
    <ListBar
      search={{
        label: 'Search',
        placeholder: `Search ${search}`,
        value: settings.search,
        onChange: (typed) => change({ search: typed }),
      }}
    >
      <Segmented
        label={rows}
        value={settings.show}
        options={[
          { value: 'reached', label: 'Can read' },
          { value: 'all', label: 'All' },
        ]}
        onChange={(show) => change({ show })}
      />
    </ListBar>
  )
}
