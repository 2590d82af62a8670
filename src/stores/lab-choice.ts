import { create } from 'zustand'

export type LabRole = 'reference' | 'test'

/** A table that the data worker has read, by its digest. */
export interface ChosenTable {
  digest: string
  name: string
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
