import * as listed from './backends'
import { backendFacts } from './facts'

type ListedBackend = (typeof listed)[keyof typeof listed]

export type BackendId = ListedBackend['id']

const all: readonly ListedBackend[] = Object.values(listed)

/** Every kind of server there is, in the order in which people see them. */
export const backends: readonly ListedBackend[] = backendFacts.flatMap(({ id }) =>
  all.filter((backend) => backend.id === id),
)

/** @throws Error for an id that is not in the list: the compiler knows them all */
export function backendOf(id: BackendId): ListedBackend {
  const found = all.find((backend) => backend.id === id)
  if (!found) throw new Error(`There is no backend ${id}.`)
  return found
}
