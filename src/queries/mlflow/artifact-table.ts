import { queryOptions } from '@tanstack/react-query'
import type { TableSummary } from '~/data/columns'
import type { TableWindow } from '~/data/prepare/window'
import { tableWindow } from '~/workers/data-client'
import { addFile } from '../lab'
import { MLFLOW } from './queries'

export interface ArtifactTable {
  summary: TableSummary
  window: TableWindow
}

/**
 * A file of a run as a table, read by the data worker: the Lab then has it too, under its digest.
 * @throws LabError with a sentence that names the file
 */
export const artifactTable = (runId: string, path: string, bytes: ArrayBuffer, rows: number) =>
  queryOptions<ArtifactTable>({
    queryKey: [...MLFLOW, 'artifact as table', runId, path, rows],
    queryFn: async ({ client }) => {
      const file = new File([bytes], path.split('/').at(-1) ?? path)
      const { summary } = await addFile(client, file)
      const window = await tableWindow(summary.digest, 0, rows)
      if (!window) throw new Error(`${file.name} was not kept.`)
      return { summary, window }
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    structuralSharing: false,
  })
