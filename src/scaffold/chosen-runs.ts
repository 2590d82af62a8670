import { useLocation } from 'react-router'

const NONE: readonly string[] = []

/** For the address of an experiment's runs: those that are chosen there when it opens. It is no part of a link. */
export const chosenOnArrival = (ids: readonly string[]): { chosenRuns: readonly string[] } => ({
  chosenRuns: ids,
})

/** Ids of the runs that whoever came here had chosen; empty where nobody did. */
export function useChosenOnArrival(): readonly string[] {
  const state: unknown = useLocation().state
  if (typeof state !== 'object' || state === null || !('chosenRuns' in state)) return NONE
  const { chosenRuns } = state
  return Array.isArray(chosenRuns) ? chosenRuns.filter((id) => typeof id === 'string') : NONE
}
