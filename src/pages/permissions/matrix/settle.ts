import type { QueryClient } from '@tanstack/react-query'
import { resourceKey } from '~/domain/mlflow/permissions/server'
import type { BatchCell, CellResult } from '~/domain/mlflow/permissions/batch'
import { forgetPeople, peopleQueries } from '~/queries/mlflow/people'

/**
 * Brings what is known up to date after a batch. Where each person is a request (an admin before 3.13), what was written
 * and read back is put in its place, and only those are asked again of whom a cell did not come through; elsewhere all
 * is asked again: it is one or two requests.
 */
export async function settleBatch(
  client: QueryClient,
  isEachAsked: boolean,
  cells: readonly BatchCell[],
  results: readonly CellResult[],
): Promise<void> {
  if (!isEachAsked) return forgetPeople(client)
  const open = new Set<string>()
  cells.forEach(({ user, resource, after }, i) => {
    const result = results[i]
    if (result?.state !== 'done' || !result.isReadBack) {
      open.add(user)
      return
    }
    client.setQueryData(peopleQueries.person(user).queryKey, (person) => {
      if (!person?.rows) return person
      const rows = new Map(person.rows)
      if (after === null) rows.delete(resourceKey(resource))
      else rows.set(resourceKey(resource), after)
      return { ...person, rows }
    })
  })
  const isOwn = cells.some((cell) => cell.isOwn)
  await Promise.all([
    ...(isOwn ? [client.invalidateQueries({ queryKey: peopleQueries.me().queryKey })] : []),
    ...[...open].map((name) => client.invalidateQueries({ queryKey: peopleQueries.person(name).queryKey })),
  ])
}
