import { type ReactNode, useCallback, useState } from 'react'
import { counted, formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { ListBar } from '~/ui/lists/list-bar'
import { ValueMenu } from '~/ui/overlays/value-menu'
import { EmptyState } from '~/ui/states/empty-state'
import { InView } from '~/ui/states/in-view'
import type { ChartSettings } from './chart-settings'
import { useTyped } from './use-typed'
import styles from './chart-board.module.css'

interface ChartBoardProps {
  /** Why lines are missing, said above all charts. */
  faults?: ReactNode
  /** How many charts there could be. */
  count: number
  /** What keys begin with, and how many do; "" for those that begin with nothing. */
  sections: readonly { name: string; count: number }[]
  settings: Pick<ChartSettings, 'find' | 'section'>
  change: (change: Partial<Pick<ChartSettings, 'find' | 'section'>>) => void
  /** The charts of a section (null: of all) that a search finds, at most so many of the total. */
  find: (asked: { search: string; section: string | null; most: number }) => {
    keys: readonly string[]
    total: number
  }
  /** Of one chart with its frame, in px: its room while it is not in view. */
  height: number
  /** The chart of one key; it exists while it is in view. */
  renderChart: (key: string) => ReactNode
}

/** Charts that stand there at first, and that each press adds. */
const STEP = 12

/**
 * One chart a metric: the pinned and the most telling ones; the others by a search, or by the section that their key
 * begins with. Where they are few there is nothing to search.
 */
export function ChartBoard(props: ChartBoardProps) {
  const { faults, count, sections, settings, change, find, height, renderChart } = props
  const [most, setMost] = useState(STEP)
  const write = useCallback((text: string) => change({ find: text }), [change])
  const { text: search, type } = useTyped(settings.find, write)
  const { section } = settings
  const { keys, total } = find({ search, section, most })
  const hidden = total - keys.length
  const choose = (next: string | null) => {
    change({ section: next })
    setMost(STEP)
  }
  return (
    <>
      {count > STEP ? (
        <ListBar
          search={{
            label: 'Search charts',
            placeholder: `Search ${counted(count, 'metric')}`,
            value: search,
            onChange: (typed) => {
              type(typed)
              setMost(STEP)
            },
          }}
        >
          {sections.length > 1 ? (
            <ValueMenu
              label="Section of metrics"
              word="Section"
              value={section === null ? 'all' : titleOf(section)}
              selected={section === null ? ALL : idOf(section)}
              items={[
                { id: ALL, title: 'All', run: () => choose(null) },
                ...sections.map(({ name, count: own }) => ({
                  id: idOf(name),
                  title: titleOf(name),
                  detail: `${formatCount(own)} ${own === 1 ? 'metric' : 'metrics'}`,
                  run: () => choose(name),
                })),
              ]}
            />
          ) : null}
        </ListBar>
      ) : null}
      {keys.length === 0 ? (
        <EmptyState
          picture={null}
          title="No metric matches"
          text={`No key${section === null ? '' : ' of this section'} contains “${search.trim()}”.`}
          actions={
            <Button
              onClick={() => {
                type('')
                choose(null)
              }}
            >
              Show all
            </Button>
          }
        />
      ) : null}
      <div className={styles['faults']}>{faults}</div>
      <div className={styles['charts']}>
        {keys.map((key) => (
          <InView key={key} height={height}>
            {renderChart(key)}
          </InView>
        ))}
      </div>
      {hidden > 0 ? (
        <div className={styles['more']}>
          <Button onClick={() => setMost(most + STEP)}>
            {`Show ${formatCount(Math.min(STEP, hidden))} more of ${formatCount(total)} charts`}
          </Button>
        </div>
      ) : null}
    </>
  )
}

const ALL = 'all'
/** A section may be called “all”, too. */
const idOf = (section: string): string => `section ${section}`
const titleOf = (section: string): string => (section === '' ? 'without one' : section)
