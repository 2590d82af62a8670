import { useQuery, useQueryClient } from '@tanstack/react-query'
import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronUp from 'lucide-react/icons/chevron-up'
import X from 'lucide-react/icons/x'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { runBefore } from '~/domain/drift-watch/changes'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import type { HistoryPoint } from '~/domain/drift-watch/history'
import type { Permission } from '~/domain/drift-watch/permission'
import type { MetricChoice } from '~/domain/drift-watch/readings'
import { RECORD_STATES } from '~/domain/drift-watch/record-states'
import { HttpError } from '~/lib/errors'
import { driftWatchQueries, hideRecord } from '~/queries/drift-watch/queries'
import { Button } from '~/ui/controls/button'
import { CopyText } from '~/ui/controls/copy-text'
import { IconButton } from '~/ui/controls/icon-button'
import { Mark } from '~/ui/words/mark'
import { Notice } from '~/ui/states/notice'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { Problem } from '~/ui/states/problem'
import { RecordFinding } from './record-finding'
import { RecordFoot } from './record-foot'
import styles from './record-panel.module.css'
import { Parameters } from './parameters'

interface RecordPanelProps {
  /** Where its element is put. */
  panel: RefObject<HTMLElement | null>
  experiment: string
  id: string
  /** Ascending in time, whatever the filters leave. */
  records: readonly DriftRecord[]
  /** Makes a point of a record, with the metric that is charted. */
  pointOf: (record: DriftRecord) => HistoryPoint
  choice: MetricChoice | null
  metricWord: string
  /** Ids of the neighbours in what is shown. */
  newer: string | null
  older: string | null
  show: 'all' | 'changed'
  onShow: (show: 'all' | 'changed') => void
  onOpen: (id: string) => void
  onClose: () => void
  /** Shows these records side by side. */
  onCompare: (ids: readonly string[]) => void
  mayDelete: Permission
}

/** Where the record takes the place of the page (`record-panel.module.css`), it begins at its top, as a page does. */
function useTopOnPhone(id: string): void {
  const shown = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (shown.current === id) return
    shown.current = id
    if (window.matchMedia('(width < 900px)').matches) window.scrollTo(0, 0)
  }, [id])
}

/** The list may hear of a deletion first: who has a record open saw it there. */
function useWasListed(id: string, isListed: boolean): boolean {
  const [seen, setSeen] = useState<string | null>(null)
  if (isListed && seen !== id) setSeen(id)
  return isListed || seen === id
}

/** One record: its finding, what it logged, what changed since the record before. */
export function RecordPanel(props: RecordPanelProps) {
  const { panel, experiment, id, records, pointOf, newer, older, onOpen, onClose } = props
  const client = useQueryClient()
  const listed = records.find((record) => record.id === id)
  const asked = useQuery(driftWatchQueries.record(experiment, id))
  const wasListed = useWasListed(id, listed !== undefined)
  const gone = asked.error instanceof HttpError && asked.error.status === 404
  // What the list holds is shown at once; the server is asked whether it is still there.
  const record = (gone ? null : asked.data) ?? listed ?? null
  const point = record && pointOf(record)
  useKeys(panel, { newer, older, onOpen, onClose })
  useTopOnPhone(id)
  return (
    <aside ref={panel} className={styles['panel']} aria-label="Record" tabIndex={-1}>
      <header className={styles['head']}>
        {point ? <Mark state={RECORD_STATES[point.state].mark} /> : null}
        <h2>Record</h2>
        <CopyText text={id} what="id" />
        <span className={styles['walk']} data-unprinted="">
          <IconButton
            icon={ChevronUp}
            label="Newer record"
            shortcut="↑"
            disabled={newer === null}
            onClick={() => newer !== null && onOpen(newer)}
          />
          <IconButton
            icon={ChevronDown}
            label="Older record"
            shortcut="↓"
            disabled={older === null}
            onClick={() => older !== null && onOpen(older)}
          />
          <IconButton icon={X} label="Close" shortcut="Esc" onClick={onClose} />
        </span>
      </header>
      <div className={styles['body']}>
        {gone ? (
          <Notice
            tone="warning"
            title={wasListed ? 'This record was deleted meanwhile.' : 'There is no record with this id.'}
            announce
            {...(listed
              ? {
                  actions: (
                    <Button
                      size={28}
                      onClick={() => {
                        onClose()
                        hideRecord(client, experiment, id)
                      }}
                    >
                      Remove it from the list
                    </Button>
                  ),
                }
              : {})}
          >
            {listed
              ? 'What is shown is what was read before.'
              : 'It may have been deleted, or the address may be cut off.'}
          </Notice>
        ) : asked.error ? (
          <Problem error={asked.error} onRetry={() => void asked.refetch()} retrying={asked.isFetching} />
        ) : null}
        {record && point ? (
          <>
            <RecordFinding point={point} choice={props.choice} metricWord={props.metricWord} />
            <Parameters record={record} records={records} show={props.show} onShow={props.onShow} />
            <RecordFoot
              experiment={experiment}
              record={record}
              before={runBefore(records, record)}
              onCompare={props.onCompare}
              mayDelete={
                gone
                  ? { allowed: false, code: 'needs-level', reason: 'It is gone already.' }
                  : props.mayDelete
              }
              onDeleted={onClose}
            />
          </>
        ) : asked.isPending ? (
          <Loading label="The record is loading">
            <div className={styles['skeleton']}>
              <Skeleton width="160px" height="20px" />
              <Skeleton width="120px" height="32px" />
              <Skeleton height="8px" />
              <Skeleton height="160px" />
            </div>
          </Loading>
        ) : null}
      </div>
    </aside>
  )
}

interface Keys {
  newer: string | null
  older: string | null
  onOpen: (id: string) => void
  onClose: () => void
}

/** Where keys belong to what has the focus. */
const OWN_KEYS =
  'input, select, textarea, [contenteditable], [role="grid"], [role="dialog"], [role="menu"], [role="application"], [role="slider"]'

/** ↑ and ↓ walk to the neighbours, Esc closes; not where keys belong to what has the focus. */
function useKeys(panel: RefObject<HTMLElement | null>, keys: Keys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { newer, older, onOpen, onClose } = latest.current
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (document.querySelector('[role="dialog"], [role="menu"]')) return
      if (event.key === 'Escape') {
        if (target?.matches('input, select, textarea')) return
        event.preventDefault()
        onClose()
        return
      }
      const next = event.key === 'ArrowUp' ? newer : event.key === 'ArrowDown' ? older : null
      const free = target === document.body || panel.current?.contains(target)
      if (next === null || !free || target?.closest(OWN_KEYS)) return
      event.preventDefault()
      onOpen(next)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [panel])
}
