import { useMemo, useState } from 'react'
import { Segmented } from '~/ui/controls/segmented'
import { Notice } from '~/ui/states/notice'
import { isTableOfJson } from './is-table-of-json'
import { JsonTree } from './json-tree'
import { TableView } from './table-view'
import { TextView } from './text-views'

/** Bytes beyond which no tree is made of a file: the data worker reads it as a table. */
const MAX_TREE_BYTES = 4_000_000

interface JsonViewProps {
  runId: string
  path: string
  bytes: ArrayBuffer
  label: string
}

/** A JSON file as a tree, and as the table that it may hold: MLflow's `log_table` writes such files. */
export function JsonView(props: JsonViewProps) {
  const { runId, path, bytes } = props
  return bytes.byteLength > MAX_TREE_BYTES ? (
    <TableView runId={runId} path={path} bytes={bytes} />
  ) : (
    <TreeOrTable {...props} />
  )
}

type View = 'tree' | 'table'

function TreeOrTable({ runId, path, bytes, label }: JsonViewProps) {
  const text = useMemo(() => new TextDecoder().decode(bytes), [bytes])
  const parsed = useMemo(() => parse(text), [text])
  const [chosen, choose] = useState<View | null>(null)
  if (!parsed.ok)
    return (
      <>
        <Notice tone="warning">This is not valid JSON ({parsed.why}). It is shown as text.</Notice>
        <TextView text={text} label={label} />
      </>
    )
  const { value } = parsed
  // A plain value is no table.
  if (typeof value !== 'object' || value === null) return <JsonTree value={value} label={label} />
  const view = chosen ?? (isTableOfJson(value) ? 'table' : 'tree')
  return (
    <>
      <Segmented
        label="Shown as"
        value={view}
        options={[
          { value: 'table', label: 'Table' },
          { value: 'tree', label: 'Tree' },
        ]}
        onChange={choose}
      />
      {view === 'table' ? (
        <TableView runId={runId} path={path} bytes={bytes} />
      ) : (
        <JsonTree value={value} label={label} />
      )}
    </>
  )
}

function parse(text: string): { ok: true; value: unknown } | { ok: false; why: string } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}
