import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { defaultSelection } from '~/data/choose'
import type { TableSummary } from '~/data/columns'
import { CodedError } from '~/lib/errors'
import { addFile, Cancelled, dropTable, type FileRef, labQueries } from '~/queries/lab'
import { toast } from '~/stores/toasts'
import { placeFiles } from './place-files'
import type { LabSettings } from './settings'
import type { ChangeSettings } from './use-settings'

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
  const missing = [reference, test].flatMap((s) => (s.state === 'missing' ? [s.file] : []))

  const add = useCallback(
    async (files: readonly File[], to?: 'reference' | 'test'): Promise<void> => {
      setProblems([])
      const read = await Promise.all(
        files.slice(0, 2).map((file) =>
          addFile(client, file).catch((error: unknown) => {
            if (!(error instanceof Cancelled)) {
              const sentence =
                error instanceof CodedError
                  ? error.message
                  : `${file.name} could not be read: ${String(error)}`
              setProblems((before) => [...before, sentence])
            }
            return null
          }),
        ),
      )
      if (files.length > 2) {
        setProblems((before) => [
          ...before,
          `${files.length} files were dropped; the first two were read. The Lab compares two files, or two parts of one.`,
        ])
      }
      const done = read.flatMap((r) => (r ? [r] : []))
      for (const { notKept } of done) if (notKept) toast({ tone: 'warn', title: notKept })
      const placed = placeFiles(
        settings,
        done.map(({ summary }) => ({ digest: summary.digest, name: summary.fileName })),
        missing,
        to,
      )
      if (placed.problem) setProblems((before) => [...before, placed.problem ?? ''])
      if (placed.change) change({ ...placed.change, ...timeOrder(placed.change, done) })
    },
    [client, settings, missing, change],
  )

  return { reference, test, problems, dismissProblems: () => setProblems([]), add }
}

function useSlot(file: FileRef | null): Slot {
  const query = useQuery({ ...labQueries.table(file ?? nobody), enabled: file !== null })
  if (!file) return { state: 'empty' }
  if (query.data?.state === 'loaded') return { ...query.data, file }
  if (query.data) return { state: 'missing', file }
  if (query.error) return { state: 'failed', file, error: query.error, retry: () => void query.refetch() }
  return { state: 'reading', file }
}

/** A page that is open all day must not hold every file it ever saw. */
function useDropUnused(named: readonly (FileRef | null)[]): void {
  const client = useQueryClient()
  const before = useRef<readonly string[]>([])
  const digests = named.flatMap((file) => (file ? [file.digest] : []))
  useEffect(() => {
    for (const digest of before.current) if (!digests.includes(digest)) dropTable(client, digest)
    before.current = digests
  })
}

/** A stream whose file has a column of ascending times is ordered by it, until somebody says otherwise. */
function timeOrder(
  { reference, test }: Partial<LabSettings>,
  read: readonly { summary: TableSummary }[],
): Pick<LabSettings, 'timeColumn'> | null {
  const stream = test ?? reference
  const summary = read.find((r) => r.summary.digest === stream?.digest)?.summary
  return summary ? { timeColumn: defaultSelection(summary, null).timeColumn } : null
}

const nobody: FileRef = { digest: '', name: '' }
