/** What must be known of a backend without its contract: by the first screen, the proxy and the command line. */
export interface BackendFacts {
  /** The name of its folder. */
  id: string
  name: string
  /** The variable that holds its address. */
  variable: string
  /** What an address looks like. */
  example: string
}

/** As its `facts.json` says it; the proxy reads more of it (`scripts/connect-proxy.mjs`). */
interface Told extends Omit<BackendFacts, 'id'> {
  /** Its place among the others, wherever people see them. */
  place: number
}

const told = import.meta.glob<Told>('./*/facts.json', { eager: true, import: 'default' })

/** Of every backend, in the order in which people see them. */
export const backendFacts: readonly BackendFacts[] = Object.entries(told)
  .toSorted(([, a], [, b]) => a.place - b.place)
  .map(([file, { name, variable, example }]) => ({ id: folderOf(file), name, variable, example }))

function folderOf(file: string): string {
  return file.split('/').at(-2) ?? ''
}
