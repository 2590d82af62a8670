import { backendOf, type BackendId } from '~/api/registry'

/**
 * What is known of a backend before anything is asked of it: its name, what it holds, how one signs in, where its address
 * is set. It brings all contracts along: not for the first screen.
 */
export const backendFacts = (id: BackendId): Omit<ReturnType<typeof backendOf>, 'client'> => backendOf(id)
