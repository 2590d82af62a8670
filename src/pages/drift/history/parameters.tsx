import { useMemo, useState } from 'react'
import { type Change, changesSince, runBefore } from '~/domain/drift-watch/changes'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import type { Leaf } from '~/domain/drift-watch/readings'
import { columnFindings, leavesBeside, recordLeaves } from '~/domain/drift-watch/record-leaves'
import { formatCount, formatNumber } from '~/lib/format'
import { Segmented } from '~/ui/controls/segmented'
import { minuteText } from '~/lib/dates'
import { ColumnFindings } from './column-findings'
import { ParameterValue } from './parameter-value'
import styles from './parameters.module.css'

/** More rows would hold up the page; the JSON has them all. */
const MOST_ROWS = 300

interface ParametersProps {
  record: DriftRecord
  /** Ascending in time: what changed is told against the completed record before it. */
  records: readonly DriftRecord[]
  show: 'all' | 'changed'
  onShow: (show: 'all' | 'changed') => void
}

/**
 * Everything that was logged with a record, or what of it is not what it was in the record before; folded where a table
 * of its columns says what was found.
 */
export function Parameters({ record, records, show, onShow }: ParametersProps) {
  const [isOpen, setOpen] = useState(show === 'changed')
  const found = useMemo(() => columnFindings(record.parameters), [record])
  const leaves = useMemo(
    () => (found ? leavesBeside(record.parameters) : recordLeaves(record.parameters)),
    [record, found],
  )
  const before = useMemo(() => runBefore(records, record), [records, record])
  const changes = useMemo(() => (before ? changesSince(before, record) : null), [before, record])
  const changed = changes?.parameters ?? []
  const deltas = new Map(changed.map((change) => [change.path, change.delta]))
  const choice = (
    <Segmented
      label="Which parameters"
      value={show}
      options={[
        { value: 'all', label: `All ${formatCount(leaves.length)}` },
        {
          value: 'changed',
          label: `Changed ${formatCount(changed.length)}`,
          disabled: before === null,
        },
      ]}
      onChange={onShow}
    />
  )
  const rows = (
    <>
      {show === 'changed' && before && changes ? (
        <>
          <p className={styles['note']}>Since the record of {minuteText(before.createdAt)} UTC.</p>
          {changes.model ? (
            <p className={styles['note']}>
              Model {changes.model.before || 'none'} → {changes.model.after || 'none'}
            </p>
          ) : null}
          {changed.length === 0 ? <p className={styles['note']}>No parameter changed.</p> : null}
          <dl className={styles['rows']}>
            {changed.slice(0, MOST_ROWS).map((change) => (
              <ChangedRow key={change.path} change={change} />
            ))}
          </dl>
        </>
      ) : leaves.length === 0 ? (
        <p className={styles['note']}>{NOTHING[record.state]}</p>
      ) : (
        <dl className={styles['rows']}>
          {leaves.slice(0, MOST_ROWS).map((leaf) => (
            <Row key={leaf.path} leaf={leaf} delta={deltas.get(leaf.path) ?? null} />
          ))}
        </dl>
      )}
      {(show === 'all' ? leaves : changed).length > MOST_ROWS ? (
        <p className={styles['note']}>
          {formatCount((show === 'all' ? leaves : changed).length - MOST_ROWS)} more are in the JSON.
        </p>
      ) : null}
    </>
  )
  if (!found)
    return (
      <section className={styles['parameters']} aria-label="Parameters">
        <div className={styles['head']}>
          <h3>Parameters</h3>
          {choice}
        </div>
        {rows}
      </section>
    )
  return (
    <>
      <ColumnFindings found={found} />
      <section aria-label="Parameters">
        {/* The table has what was found; what is left is how, and is looked for seldom. */}
        <details
          className={styles['folded']}
          open={isOpen}
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>All parameters: {formatCount(leaves.length)}</summary>
          <div className={styles['parameters']}>
            <div className={styles['head']}>{choice}</div>
            {rows}
          </div>
        </details>
      </section>
    </>
  )
}

const NOTHING: Readonly<Record<DriftRecord['state'], string>> = {
  completed: 'This record logged no parameters.',
  running: 'A running record has no parameters yet: they are logged at its end.',
  failed: 'A failed record has no values.',
}

function Row({ leaf, delta }: { leaf: Leaf; delta: number | null }) {
  return (
    <div className={leaf.kind === 'image' ? styles['tall'] : undefined}>
      <dt title={leaf.path}>{leaf.path}</dt>
      <dd>
        <ParameterValue leaf={leaf} />
        {delta === null ? null : <span className={styles['delta']}>{signed(delta)}</span>}
      </dd>
    </div>
  )
}

function ChangedRow({ change: { path, before, after, delta } }: { change: Change }) {
  return (
    <div>
      <dt title={path}>{path}</dt>
      <dd>
        <span className={styles['was']}>{before ? <ParameterValue leaf={before} /> : 'not there'}</span>
        {' → '}
        {after ? <ParameterValue leaf={after} /> : 'not there'}
        {delta === null ? null : <span className={styles['delta']}>{signed(delta)}</span>}
      </dd>
    </div>
  )
}

function signed(delta: number): string {
  return delta > 0 ? `+${formatNumber(delta)}` : formatNumber(delta)
}
