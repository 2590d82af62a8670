import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import type { PermissionServer } from '~/domain/mlflow/permissions/server'
import type { AccessResource, UserRows } from '~/domain/mlflow/permissions/table'
import { type Person, peopleKey } from '~/queries/mlflow/people'
import { inTurn } from '~/queries/mlflow/queries'

/** Each is a request that costs the server a password hash: an owner of more than this many reads none ahead. */
const MOST_CELLS = 400

/**
 * Before 3.13, who manages something may read each person's row on it, one request a cell: the rows of others for owners.
 * @param names none: somebody who need not ask so
 */
export function useOwnedRows(
  { server }: { server: PermissionServer },
  names: readonly string[],
  me: Person | null,
  resources: readonly AccessResource[],
): ReadonlyMap<string, UserRows | 'reading' | 'failed'> {
  const managed = useMemo(
    () => resources.filter(({ key }) => me?.rows?.get(key) === 'MANAGE'),
    [resources, me],
  )
  const others = useMemo(() => {
    const all = names.filter((name) => name !== me?.name)
    return managed.length === 0 || all.length * managed.length > MOST_CELLS ? [] : all
  }, [names, me, managed])
  return useQueries({
    queries: others.map((name) => ({
      queryKey: [...peopleKey, 'owned rows', name, managed.map(({ key }) => key)],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const read = await Promise.all(
          managed.map(async ({ ref, key }) => {
            const level = await inTurn(() => server.read(name, ref, signal), signal)
            return level === null || level === 'hidden' ? [] : [[key, level] as const]
          }),
        )
        const bare = new Set(managed.map(({ key }) => key))
        return { rows: new Map<string, MlflowLevel>(read.flat()), rest: 'hidden' as const, bare }
      },
      retry: false,
      staleTime: 30_000,
      structuralSharing: false,
    })),
    combine: useCallback(
      (results: { data: UserRows | undefined; isError: boolean }[]) =>
        new Map(
          others.map((name, i) => {
            const one = results[i]
            return [name, one?.data ?? (one?.isError ? ('failed' as const) : ('reading' as const))]
          }),
        ),
      [others],
    ),
  })
}
