import type { DatasetFields } from '../filter/evaluate'
import { attributesOf } from '../filter/fields'
import { durationMs, type Run } from '../run'
import {
  clearCell,
  createNumberColumn,
  createTextColumn,
  setNumber,
  setText,
  type Column,
  type NumberColumn,
  type TextColumn,
} from './column'
import { partsOfColumn, type ColumnId } from './column-id'
import { radixSort } from './radix-sort'

/** What one page of runs changed. */
export interface Ingested {
  added: number
  replaced: number
}

/**
 * Runs by column. A run keeps its row number for as long as it is there; the number of a dropped run
 * is not given again. 20,000 runs × 200 columns take about 40 MB.
 */
export class RunIndex {
  /** Changes with every change. */
  version = 0
  /** Number of runs that are there. */
  size = 0
  private readonly ids: (string | null)[] = []
  private readonly rowOf = new Map<string, number>()
  /** The metrics, parameters and tags of each row; runs with the same keys share one list. */
  private readonly keyed: (readonly Column[])[] = []
  private readonly datasets: (readonly DatasetFields[])[] = []
  private readonly attributes = createAttributes()
  private readonly metrics = new Map<string, NumberColumn>()
  private readonly params = new Map<string, TextColumn>()
  private readonly tags = new Map<string, TextColumn>()
  private baseOrder: { version: number; rows: Uint32Array } | null = null

  /** Appends runs; a run that is there already is replaced whole. Where a page holds one twice, the later counts. */
  put(runs: readonly Run[]): Ingested {
    let added = 0
    for (const run of runs) {
      const known = this.rowOf.get(run.id)
      if (known === undefined) {
        added++
        this.append(run)
      } else {
        this.fill(known, run)
      }
    }
    if (runs.length > 0) this.version++
    return { added, replaced: runs.length - added }
  }

  /** Takes runs away. Ids that are not there are passed over. Returns how many went. */
  drop(ids: Iterable<string>): number {
    let dropped = 0
    for (const id of ids) {
      const row = this.rowOf.get(id)
      if (row === undefined) continue
      for (const column of this.attributes.values()) clearCell(column, row)
      for (const column of this.keyed[row] ?? []) clearCell(column, row)
      this.keyed[row] = NOTHING
      this.datasets[row] = NOTHING
      this.ids[row] = null
      this.rowOf.delete(id)
      dropped++
    }
    if (dropped > 0) this.version++
    this.size -= dropped
    return dropped
  }

  /** Every row number is below it. */
  get rowEnd(): number {
    return this.ids.length
  }

  /** The id of the run of a row; null where it was dropped. */
  idOf(row: number): string | null {
    return this.ids[row] ?? null
  }

  /** The row of a run; undefined where it is not there. */
  rowOfRun(id: string): number | undefined {
    return this.rowOf.get(id)
  }

  datasetsOf(row: number): readonly DatasetFields[] {
    return this.datasets[row] ?? NOTHING
  }

  /** The column of that id; undefined where no run ever had it. */
  column(id: ColumnId): Column | undefined {
    const parts = partsOfColumn(id)
    return parts ? this.keyedColumn(parts.kind, parts.key) : undefined
  }

  /** As `column`, by its parts: the filter asks by key. */
  keyedColumn(kind: Column['kind'], key: string): Column | undefined {
    switch (kind) {
      case 'attribute':
        return this.attributes.get(key)
      case 'metric':
        return this.metrics.get(key)
      case 'param':
        return this.params.get(key)
      case 'tag':
        return this.tags.get(key)
    }
  }

  /** Every column that a run has, attributes first, then metrics, parameters and tags by first appearance. */
  columns(): Column[] {
    const all: Column[] = [...this.attributes.values()]
    for (const group of [this.metrics, this.params, this.tags]) {
      for (const column of group.values()) if (column.cells.count > 0) all.push(column)
    }
    return all
  }

  /** All rows in MLflow's own order: newest start first, unknown starts last, then by run id. */
  rowsByStart(): Uint32Array {
    if (this.baseOrder?.version === this.version) return this.baseOrder.rows
    const starts = this.attributes.get('start_time')!.cells
    const rows = new Uint32Array(this.size)
    const keys = new Float64Array(this.size)
    let count = 0
    for (let row = 0; row < this.ids.length; row++) {
      if (this.ids[row] === null) continue
      rows[count] = row
      keys[count++] = starts.get(row) ?? Number.NEGATIVE_INFINITY
    }
    radixSort(rows, keys, 'desc')
    this.sortTies(rows, (row) => starts.get(row))
    this.baseOrder = { version: this.version, rows }
    return this.baseOrder.rows
  }

  /** Neighbours of the same number by the ids of their runs. */
  private sortTies(rows: Uint32Array, numberOf: (row: number) => number | undefined): void {
    for (let from = 0, to = 0; from < rows.length; from = to) {
      const number = numberOf(rows[from]!)
      to = from + 1
      while (to < rows.length && numberOf(rows[to]!) === number) to++
      if (to - from > 1) rows.subarray(from, to).sort((a, b) => (this.ids[a]! < this.ids[b]! ? -1 : 1))
    }
  }

  private append(run: Run): void {
    const row = this.ids.length
    this.ids.push(run.id)
    this.rowOf.set(run.id, row)
    this.keyed.push(NOTHING)
    this.datasets.push(NOTHING)
    this.size++
    this.fill(row, run)
  }

  private fill(row: number, run: Run): void {
    this.fillAttributes(row, run)
    const before = this.keyed[row] ?? NOTHING
    const columns: Column[] = []
    for (const { key, value, step } of run.metrics) {
      const column = columnIn(this.metrics, key, () => createNumberColumn('metric', key))
      setNumber(column, row, value)
      if (step > column.lastStep) column.lastStep = step
      columns.push(column)
    }
    for (const { key, value } of run.params)
      columns.push(this.fillText(this.params, 'param', row, key, value))
    for (const { key, value } of run.tags) columns.push(this.fillText(this.tags, 'tag', row, key, value))
    if (before.length > 0 && !isSameList(before, columns)) {
      const kept = new Set(columns)
      for (const column of before) if (!kept.has(column)) clearCell(column, row)
    }
    const neighbour = this.keyed[row - 1]
    this.keyed[row] = neighbour && isSameList(neighbour, columns) ? neighbour : columns
    this.datasets[row] = run.datasets.length === 0 ? NOTHING : run.datasets.map(datasetFields)
  }

  private fillText(
    group: Map<string, TextColumn>,
    kind: 'param' | 'tag',
    row: number,
    key: string,
    value: string,
  ): TextColumn {
    const column = columnIn(group, key, () => createTextColumn(kind, key))
    setText(column, row, value)
    return column
  }

  private fillAttributes(row: number, run: Run): void {
    const values: Record<string, string | number | null> = {
      run_name: run.name,
      status: run.status,
      start_time: run.startedAt,
      end_time: run.endedAt,
      duration: durationMs(run),
      user_id: run.user,
      run_id: run.id,
      artifact_uri: run.artifactUri,
      experiment_id: run.experimentId,
      lifecycle_stage: run.lifecycle,
    }
    for (const column of this.attributes.values()) {
      const value = values[column.key]
      // What a client did not say comes as the empty text.
      if (value === undefined || value === null || value === '') clearCell(column, row)
      else if (column.type === 'text') setText(column, row, String(value))
      else setNumber(column, row, Number(value))
    }
  }
}

const NOTHING: readonly never[] = []

function createAttributes(): Map<string, Column> {
  return new Map(
    Object.entries(attributesOf('runs')).map(([key, { kind }]) => [
      key,
      kind === 'time' || kind === 'duration'
        ? createNumberColumn('attribute', key)
        : createTextColumn('attribute', key),
    ]),
  )
}

function columnIn<C>(group: Map<string, C>, key: string, create: () => C): C {
  const known = group.get(key)
  if (known) return known
  const created = create()
  group.set(key, created)
  return created
}

function isSameList(a: readonly Column[], b: readonly Column[]): boolean {
  return a.length === b.length && a.every((column, i) => column === b[i])
}

function datasetFields({ name, digest, context }: DatasetFields): DatasetFields {
  return { name, digest, context }
}
