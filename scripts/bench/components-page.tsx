// The page of scripts/bench/components.mjs: built for production, each component alone, with data that depends on nothing.
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { Bar, BarChart, XAxis, YAxis } from 'recharts'
import RankingBars from '~/charts/findings/ranking-bars'
import type { LineSeries } from '~/charts/lines/line-series'
import { LinesChart } from '~/charts/lines/lines-chart'
import type { View } from '~/charts/plane/zoom'
import { abilitiesOf, parseVersion } from '~/domain/mlflow/abilities'
import { levelForAll } from '~/domain/mlflow/permissions/bulk'
import { EMPTY_DRAFT, withCells } from '~/domain/mlflow/permissions/draft'
import { reviewOf } from '~/domain/mlflow/permissions/review'
import { accessResource, accessTable, type AccessTable } from '~/domain/mlflow/permissions/table'
import { shownAccess, type AccessView } from '~/domain/mlflow/permissions/view'
import { stageTable } from '~/domain/jenkins/stage-table'
import { StageGrid } from '~/pages/pipelines/stages/stage-grid'
import { Matrix } from '~/pages/permissions/matrix/matrix'
import type { GridColumn } from '~/ui/grid/grid-column'
import { type GridState, PLAIN_GRID } from '~/ui/grid/grid-state'
import { GridTable } from '~/ui/grid/grid-table'
import { longStream } from './long-stream'
import { madeBuilds } from './made-builds.mjs'
import '~/ui/theme/base.css'
import '~/ui/theme/tokens.css'

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
/** A task after the frame's callbacks: by then it is drawn. */
const drawn = async () => {
  await frame()
  await new Promise((resolve) => setTimeout(resolve))
}

/** Milliseconds from the call to the frame that shows the element; it is taken away again. */
async function mounted(
  element: ReactNode,
  during: (again: (element: ReactNode) => void) => Promise<void> = async () => undefined,
) {
  const host = document.createElement('div')
  host.style.width = '1100px'
  document.body.append(host)
  const root = createRoot(host)
  const start = performance.now()
  flushSync(() => root.render(element))
  await drawn()
  const elapsed = performance.now() - start
  await during((next) => flushSync(() => root.render(next)))
  root.unmount()
  host.remove()
  return elapsed
}

function Grid({ columnCount }: { columnCount: number }) {
  const [state, setState] = useState<GridState>({ ...PLAIN_GRID, pinned: ['c0'] })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const columns = useMemo(
    () =>
      Array.from({ length: columnCount }, (_, k): GridColumn => ({
        key: `c${k}`,
        title: `metric ${k}`,
        kind: 'number',
        width: 100,
      })),
    [columnCount],
  )
  const row = useCallback((k: number) => ({ id: `r${k}` }), [])
  const value = useCallback((k: number, key: string) => (k * 1009 + Number(key.slice(1))) / 7, [])
  return (
    <GridTable
      label="Runs"
      columns={columns}
      rowCount={20_000}
      row={row}
      value={value}
      state={state}
      onState={setState}
      selected={selected}
      onSelected={setSelected}
      emptyState={null}
      maxHeight={640}
    />
  )
}

/** 200 users × 500 experiments, a third of the cells with a row. */
function accessOfMany() {
  const resources = Array.from({ length: 500 }, (_, k) =>
    accessResource({ kind: 'experiment', id: String(k) }, `experiment-${k % 7}-${k}`, []),
  )
  const users = Array.from({ length: 200 }, (_, k) => ({
    name: `user-${k}@example.org`,
    isAdmin: k < 3,
    isYou: k === 0,
    roleGrants: [],
  }))
  const version = parseVersion('2.21.3')!
  return accessTable(
    users,
    resources,
    {
      version: version.text,
      abilities: abilitiesOf(version),
      default: { level: 'NO_PERMISSIONS', from: 'typed' },
    },
    ({ name }) => ({
      rows: new Map(
        resources.flatMap(({ key }, r) =>
          (r + name.length * 7 + Number.parseInt(name.slice(5), 10)) % 3 === 0
            ? [[key, (['READ', 'EDIT', 'MANAGE'] as const)[r % 3] ?? 'READ'] as const]
            : [],
        ),
      ),
      rest: null,
    }),
  )
}

const ALL_ACCESS: AccessView = {
  kind: 'experiment',
  user: '',
  resource: '',
  tag: '',
  explicitOnly: false,
  differ: [],
  sortUsers: 'name',
  sortResources: 'id',
  groupUsers: 'standing',
  groupResources: 'none',
}

const noContext = { lastSet: new Map(), unread: new Map() }

/** The matrix with all that is made of the table for it. */
function AccessMatrix({ table }: { table: AccessTable }) {
  const shown = useMemo(() => shownAccess(table, ALL_ACCESS), [table])
  return (
    <Matrix
      table={table}
      shown={shown}
      draft={EMPTY_DRAFT}
      levels={['READ', 'EDIT', 'MANAGE']}
      context={noContext}
      corner={null}
      emptyState={null}
      maxHeight={700}
      isNarrow={false}
      onSet={nothing}
      onUnset={nothing}
      onBack={nothing}
    />
  )
}

const NO_RATES = { down: 0, across: 0, frames: 0 }

/** As `grid`, of the permission matrix, and milliseconds from a bulk change of 10,000 cells to its review. */
async function matrix(seconds: number) {
  const table = accessOfMany()
  let rates = NO_RATES
  const mountMs = await mounted(<AccessMatrix table={table} />, async () => {
    rates = await scrolledBoth(seconds)
  })
  const reviewMs: number[] = []
  const block = {
    users: Array.from({ length: 20 }, (_, k) => k),
    resources: table.resources.map((_, k) => k),
  }
  let changes = 0
  for (let k = 0; k < 9; k++) {
    const start = performance.now()
    const draft = withCells(EMPTY_DRAFT, levelForAll(table, block, 'USE'))
    changes = reviewOf(draft, table).changes.length
    reviewMs.push(performance.now() - start)
  }
  return { mountMs, ...rates, reviewMs, changes }
}

/** As `grid`, of the stages of a pipeline. */
async function stages(builds: number, width: number, seconds: number) {
  const table = stageTable(madeBuilds(builds, width))
  const order = table.builds.map((_, row) => row)
  let rates = NO_RATES
  const none: ReadonlySet<string> = new Set()
  const mountMs = await mounted(
    <StageGrid
      table={table}
      groups={[]}
      rows={order}
      changes={[]}
      selected={none}
      onSelected={nothing}
      onOpen={nothing}
    />,
    async () => {
      rates = await scrolledBoth(seconds)
    },
  )
  return { mountMs, ...rates }
}

/** Down by two rows and across by 48 px a frame, each for so many seconds: frames a second, and all frames. */
async function scrolledBoth(seconds: number) {
  const down = await scrolled('scrollTop', 64, seconds)
  const across = await scrolled('scrollLeft', 48, seconds)
  return { down: down / seconds, across: across / seconds, frames: down + across }
}

/** Frames while the grid scrolls. */
async function scrolled(axis: 'scrollTop' | 'scrollLeft', by: number, seconds: number): Promise<number> {
  const scroller = document.querySelector('[role=grid]')!
  const start = await frame()
  let now = start
  let frames = 0
  while (now - start < 1000 * seconds) {
    scroller[axis] += by
    now = await frame()
    frames += 1
  }
  return (frames * 1000 * seconds) / (now - start)
}

/** What scrolling a grid gives, and milliseconds of the mount. */
async function grid(columnCount: number, seconds: number) {
  let rates = NO_RATES
  const mountMs = await mounted(<Grid columnCount={columnCount} />, async () => {
    rates = await scrolledBoth(seconds)
  })
  return { mountMs, ...rates }
}

function seriesOf(count: number, points: number): LineSeries[] {
  return Array.from({ length: count }, (_, k) => ({
    name: `run ${k}`,
    colour: k,
    style: k,
    x: Float64Array.from({ length: points }, (_, i) => i),
    y: Float64Array.from({ length: points }, (_, i) => Math.sin(i / 40 + k) + k / 50),
  }))
}

const nothing = () => undefined

function lineChart(series: readonly LineSeries[], view: View) {
  return (
    <LinesChart
      title="val/iou"
      xLabel="round"
      yLabel="iou"
      fileName="iou"
      series={series}
      view={view}
      onView={nothing}
      crosshair={null}
      onCrosshair={nothing}
    />
  )
}

/** Milliseconds of a mount, and of eight zooms to the frame that shows them. */
async function lines(count: number, points: number) {
  const zoomMs: number[] = []
  const series = seriesOf(count, points)
  const mountMs = await mounted(lineChart(series, null), async (again) => {
    for (let k = 1; k <= 8; k++) {
      const start = performance.now()
      again(lineChart(series, [k * 5, points - k * 5]))
      await drawn()
      zoomMs.push(performance.now() - start)
    }
  })
  return { mountMs, zoomMs }
}

const items = Array.from({ length: 20 }, (_, k) => ({ name: `column ${k}`, value: 20 - k }))

/** Twenty bars, by recharts and by our own drawing in its frame. */
async function bars() {
  const byRecharts = (
    <BarChart layout="vertical" width={600} height={480} data={items}>
      <XAxis type="number" />
      <YAxis type="category" dataKey="name" width={90} />
      <Bar dataKey="value" isAnimationActive={false} />
    </BarChart>
  )
  const own = (
    <RankingBars
      subtitle=""
      fileName="bars"
      data={{ kind: 'ranking', title: 'Bars', valueName: 'value', items }}
    />
  )
  const ms = { recharts: [] as number[], own: [] as number[] }
  for (let k = 0; k < 9; k++) {
    ms.recharts.push(await mounted(byRecharts))
    ms.own.push(await mounted(own))
  }
  return ms
}

export const parts = { grid, matrix, stages, lines, bars, longStream }
Object.assign(window, { benchParts: parts })
