import { useMemo } from 'react'
import { libraries, printedCount, review, verifiedCount } from '~/domain/detection/coverage'
import { detectors } from '~/drift/registry'
import { formatCount } from '~/lib/format'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { ListBar } from '~/ui/lists/list-bar'
import { PageHeader } from '~/ui/page/page-header'
import { Segmented } from '~/ui/controls/segmented'
import { ValueMenu } from '~/ui/overlays/value-menu'
import { CoverageTable } from './coverage-table'
import { DetectorList } from './detector-list'
import styles from './page.module.css'
import { coveredCount, detectorRows, reviewedRows } from './rows'
import { catalogueCodec, type CatalogueSettings } from './settings'
import { TradeOffFrame } from './trade-off-frame'

const MODES = { any: 'any', stream: 'streaming', batch: 'batch' } as const
const INPUTS = { any: 'any', one: 'one column', many: 'several columns', errors: 'errors or labels' } as const
const COSTS = { any: 'any', constant: 'constant a row' } as const

/** Every detector, beside what six libraries have. */
export function Component() {
  const [settings, change] = useUrlSettings(catalogueCodec)
  const reviewed = reviewedRows(settings)
  const rows = useMemo(() => detectorRows(settings), [settings])
  const shown = useMemo(() => rows.flatMap(({ members }) => members), [rows])
  const count = settings.table === 'verified' ? verifiedCount : printedCount
  return (
    <>
      <PageHeader title={headline()} facts={factsOf(settings.table)} />
      <ListBar
        search={{
          label: 'Search detectors',
          placeholder: 'Name, paper or property',
          value: settings.search,
          onChange: (search) => change({ search }),
        }}
      >
        <Filter label="Mode" value={settings.mode} options={MODES} onChange={(mode) => change({ mode })} />
        <Filter
          label="Input"
          value={settings.input}
          options={INPUTS}
          onChange={(input) => change({ input })}
        />
        <Filter label="Cost" value={settings.cost} options={COSTS} onChange={(cost) => change({ cost })} />
        <Segmented
          label="The libraries’ columns"
          value={settings.table}
          options={[
            { value: 'verified', label: 'As verified' },
            { value: 'printed', label: 'As printed' },
          ]}
          onChange={(table) => change({ table })}
        />
      </ListBar>
      <div className={styles['content']}>
        {reviewed.length > 0 ? <CoverageTable rows={reviewed} table={settings.table} count={count} /> : null}
        <TradeOffFrame shown={shown} kind={settings.kind} onKind={(kind) => change({ kind })} />
        {rows.map(({ family, members }) => (
          <DetectorList key={family} family={family} members={members} />
        ))}
        {rows.length === 0 ? (
          <Frame label="Detectors" flush>
            <EmptyState
              picture={null}
              title="No detector matches"
              text={
                settings.search === ''
                  ? 'No detector has all of these properties.'
                  : `Nothing matches “${settings.search}” with these filters.`
              }
              actions={<Button onClick={() => change(catalogueCodec.empty)}>Clear all</Button>}
            />
          </Frame>
        ) : null}
      </div>
    </>
  )
}

/** Counted from the registry and the verified table. */
function headline(): string {
  const covered = coveredCount()
  const registered = formatCount(detectors.length)
  const best = Math.max(...libraries.map(({ id }) => verifiedCount(id)))
  return covered === review.length
    ? `${registered} drift detectors; all ${covered} of the AI4EOSC review (best library: ${best})`
    : `${registered} drift detectors; ${covered} of the ${review.length} of the AI4EOSC review`
}

function factsOf(table: CatalogueSettings['table']): string {
  return table === 'verified'
    ? `Six libraries, as verified in their sources: ${libraries.map(({ name, version }) => `${name} ${version}`).join(', ')}`
    : 'As printed in the talk (AI4EOSC, 2024); some of its ticks are in the wrong place'
}

function Filter<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: V
  options: Readonly<Record<V, string>>
  onChange: (value: V) => void
}) {
  return (
    <ValueMenu
      label={label}
      word={label}
      value={options[value]}
      selected={value}
      items={(Object.entries(options) as [V, string][]).map(([id, title]) => ({
        id,
        title,
        run: () => onChange(id),
      }))}
    />
  )
}
