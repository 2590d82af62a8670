import type { DatasetFields, RunFields } from '../filter/evaluate'
import { cellOf, numberOf } from './column'
import type { RunIndex } from './run-index'

/** One row of an index as a filter sees it; moved from row to row, so that no row costs an object. */
export class RunCursor implements RunFields {
  row = 0
  private readonly index: RunIndex

  constructor(index: RunIndex) {
    this.index = index
  }

  attribute(name: string): string | number | null {
    const column = this.index.keyedColumn('attribute', name)
    return column ? cellOf(column, this.row) : null
  }

  metric(key: string): number | null {
    const column = this.index.keyedColumn('metric', key)
    return column ? numberOf(column, this.row) : null
  }

  param(key: string): string | null {
    return this.text('param', key)
  }

  tag(key: string): string | null {
    return this.text('tag', key)
  }

  datasets(): readonly DatasetFields[] {
    return this.index.datasetsOf(this.row)
  }

  private text(kind: 'param' | 'tag', key: string): string | null {
    const column = this.index.keyedColumn(kind, key)
    const value = column ? cellOf(column, this.row) : null
    return value === null ? null : String(value)
  }
}
