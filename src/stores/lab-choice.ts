import { create } from 'zustand'

export type LabRole = 'reference' | 'test'

/** A table that the data worker has read, by its digest. */
export interface ChosenTable {
  digest: string
  name: string
  /** Of the run that stored it; null: not known yet. */
  experimentId: string | null
}

/** What a person chose elsewhere for the Lab: kept from one run's files to the next, until the page is reloaded. */
export const useLabChoice = create<Readonly<Record<LabRole, ChosenTable | null>>>()(() => ({
  reference: null,
  test: null,
}))

/** Chooses a table for a role, or takes it back where it is chosen already. */
export function toggleChosen(role: LabRole, table: ChosenTable): void {
  useLabChoice.setState((chosen) => ({ [role]: chosen[role]?.digest === table.digest ? null : table }))
}

/** The experiment of the first of these tables, by their digests, that was chosen from a run; null: none was. */
export function experimentOfTables(digests: readonly string[]): string | null {
  const chosen = Object.values(useLabChoice.getState())
  const found = digests.map((digest) => chosen.find((table) => table?.digest === digest)?.experimentId)
  return found.find((id) => id != null) ?? null
}
