import facts from './backends.json'
import type { BackendId } from './registry'

/**
 * What the first screen needs of the backends: their ids and names, without their contracts. In the order of the file;
 * a test holds it to the registry.
 */
export const backendNames = facts as readonly { id: BackendId; name: string }[]

export const isBackendId = (id: string): id is BackendId => backendNames.some((one) => one.id === id)

/** Everything that a server told is in the query cache under this key. */
export const keyOf = (id: BackendId): readonly [BackendId] => [id]
