import { queryOptions } from '@tanstack/react-query'
import { innerQuery } from '../inner-query'
import { MLFLOW, mlflowQueries } from './queries'

/** Folders that are looked into: each is a request, and a run may have hundreds. */
const MOST_FOLDERS = 6

/**
 * The path of a file of this name among what a run stored, at the root or in one of its first folders; null: none. What
 * is asked for is what the tree of files asks for, and is asked for once.
 * @throws HttpError as the list of files
 */
export const fileNamed = (runId: string, name: string) =>
  queryOptions<string | null>({
    queryKey: [...MLFLOW, 'file named', runId, name],
    queryFn: async ({ client, signal }) => {
      const root = await innerQuery(client, mlflowQueries.artifacts(runId, ''), signal)
      const folders = root.filter(({ isFolder }) => isFolder).slice(0, MOST_FOLDERS)
      const inFolders = await Promise.all(
        folders.map(({ path }) => innerQuery(client, mlflowQueries.artifacts(runId, path), signal)),
      )
      const found = [root, ...inFolders]
        .flat()
        .find(({ path, isFolder }) => !isFolder && path.split('/').at(-1) === name)
      return found?.path ?? null
    },
    retry: false,
    staleTime: 30_000,
  })
