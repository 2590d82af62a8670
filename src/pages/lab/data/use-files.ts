import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { defaultSelection } from '~/data/prepare/column-choices'
import type { TableSummary } from '~/data/columns'
import { tableKey } from '~/data/read-options'
import { CodedError } from '~/lib/errors'
import { formatCount } from '~/lib/format'
import { addFile, Cancelled, dropTable, type FileRef, labQueries } from '~/queries/lab'
import { takeFiles } from '~/stores/dropped-files'
import { toast } from '~/stores/toasts'
import { placeFiles } from './place-files'
import type { LabSettings } from '../settings'
import type { ChangeSettings } from '../use-settings'

/** One of the two places for a file, and what is in it. */
export type Slot =
  | { state: 'empty' }
  | { state: 'reading'; file: FileRef }
  | { state: 'loaded'; file: FileRef; summary: TableSummary; readMs: number }
  | { state: 'missing'; file: FileRef }
  | { state: 'failed'; file: FileRef; error: Error; retry(): void }

export interface Files {
  reference: Slot
  test: Slot
  /** What could not be read of the last drop; nothing that was loaded is touched by it. */
  problems: readonly string[]
  dismissProblems(): void
  add(files: readonly File[], to?: 'reference' | 'test'): Promise<void>
}

/** The files that the settings name, and how more are added. */
export function useFiles(settings: LabSettings, change: ChangeSettings): Files {
  const client = useQueryClient()
  const [problems, setProblems] = useState<readonly string[]>([])
  const reference = useSlot(settings.reference)
  const test = useSlot(settings.test)
  useDropUnused([settings.reference, settings.test])
  // A link's file that is still looked for in the storage may be dropped before it is known to be missing.
  const missing = [reference, test].flatMap((s) =>
    s.state === 'missing' || s.state === 'reading' ? [s.file] : [],
  )
  const latest = useRef({ settings, missing })
  useEffect(() => {
    latest.current = { settings, missing }
  })
  const turn = useRef<Promise<void>>(Promise.resolve())

  const add = useCallback(
    (files: readonly File[], to?: 'reference' | 'test'): Promise<void> => {
      // Known to be missing now: once a file is read, its place is no longer empty.
      const asked = latest.current.missing
      const before = turn.current
      const say = (sentence: string): void => setProblems((said) => [...said, sentence])
      setProblems([])
      const added = async (): Promise<void> => {
        const read = await readAll(client, files, say)
        // A file that was dropped after a large one waits for it: they take their places in the order of the drops.
        await before
        const { settings } = latest.current
        const named = [settings.reference?.digest, settings.test?.digest]
        const placed = placeFiles(
          settings,
          read.map(({ digest, fileName }) => ({ digest, name: fileName })),
          asked.filter(({ digest }) => named.includes(digest)),
          to,
        )
        if (placed.problem) say(placed.problem)
        if (placed.change) change({ ...placed.change, ...timeOrder(placed.change, read) })
      }
      const mine = added()
      turn.current = mine.catch(() => undefined)
      return mine
    },
    [client, change],
  )

  useEffect(() => {
    const dropped = takeFiles()
    // After the effect: it says that it reads them.
    if (dropped.length > 0) queueMicrotask(() => void add(dropped))
  }, [add])

  return { reference, test, problems, dismissProblems: () => setProblems([]), add }
}

/** Reads the first two files; what is wrong with one does not hold back the other. */
async function readAll(
  client: QueryClient,
  files: readonly File[],
  say: (sentence: string) => void,
): Promise<TableSummary[]> {
  const read = await Promise.all(
    files.slice(0, 2).map(async (file) => {
      try {
        const { summary, notKept } = await addFile(client, file)
        if (notKept) toast({ tone: 'warn', title: notKept })
        return [summary]
      } catch (error) {
        if (error instanceof CodedError) {
          if (!(error instanceof Cancelled)) say(error.message)
        } else say(`${file.name} could not be read: ${String(error)}`)
        return []
      }
    }),
  )
  if (files.length > 2) {
    say(
      `${formatCount(files.length)} files were dropped; the first two were read. The Lab compares two files, or two parts of one.`,
    )
  }
  return read.flat()
}

function useSlot(file: FileRef | null): Slot {
  const { data, error, refetch } = useQuery({ ...labQueries.table(file ?? nobody), enabled: file !== null })
  return useMemo((): Slot => {
    if (!file) return { state: 'empty' }
    if (data?.state === 'loaded') return { ...data, file }
    if (data) return { state: 'missing', file }
    if (error) return { state: 'failed', file, error, retry: () => void refetch() }
    return { state: 'reading', file }
  }, [file, data, error, refetch])
}

/** A page that is open all day must not hold every file it ever saw. */
function useDropUnused(named: readonly (FileRef | null)[]): void {
  const client = useQueryClient()
  const before = useRef<readonly string[]>([])
  const keys = named.flatMap((file) => (file ? [tableKey(file.digest, file.options)] : []))
  useEffect(() => {
    for (const key of before.current) if (!keys.includes(key)) dropTable(client, key)
    before.current = keys
  })
}

/** A stream whose file has a column of ascending times is ordered by it, until somebody says otherwise. */
function timeOrder(
  { reference, test }: Partial<LabSettings>,
  read: readonly TableSummary[],
): Pick<LabSettings, 'timeColumn'> | null {
  const stream = test ?? reference
  const summary = read.find((r) => r.digest === stream?.digest)
  return summary ? { timeColumn: defaultSelection(summary, null).timeColumn } : null
}

const nobody: FileRef = { digest: '', name: '' }
