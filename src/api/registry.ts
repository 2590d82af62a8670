import { driftWatchBackend } from './drift-watch/backend'
import { mlflowBackend } from './mlflow/backend'

/** Every kind of server there is, in the order in which people see them. A new one is its folders and a line here. */
export const backends = [mlflowBackend, driftWatchBackend] as const

export type BackendId = (typeof backends)[number]['id']

/** @throws Error for an id that is not in the list: the compiler knows them all */
export function backendOf(id: BackendId): (typeof backends)[number] {
  const found = backends.find((backend) => backend.id === id)
  if (!found) throw new Error(`There is no backend ${id}.`)
  return found
}
