import { backendFacts } from './facts'
import type { BackendId } from './registry'

/**
 * What the first screen needs of the backends: their ids and names, without their contracts. A test holds them to the
 * registry.
 */
export const backendNames = backendFacts as readonly { id: BackendId; name: string }[]

export const isBackendId = (id: string): id is BackendId => backendNames.some((one) => one.id === id)

/** Everything that a server told is in the query cache under this key. */
export const keyOf = (id: BackendId): readonly [BackendId] => [id]
