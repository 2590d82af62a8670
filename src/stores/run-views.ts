import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { ownOf } from '~/lib/own'

/** A table of runs as a person wants to find it again. */
export interface RunView {
  name: string
  /** The settings of the page, as they stand in its address. */
  query: string
}

/** By the experiment's id; in the order in which they were saved. Kept in this browser. */
interface RunViews {
  views: Readonly<Record<string, readonly RunView[]>>
}

/** Of one experiment. */
const MOST_VIEWS = 50
export const MOST_VIEW_NAME = 80

const NONE: readonly RunView[] = []

export const useRunViews = create<RunViews>()(
  persist((): RunViews => ({ views: {} }), {
    name: 'tidemark-run-views',
    version: 1,
    storage: createJSONStorage(() => localStorage),
    // The storage may hold anything.
    merge: (stored) => ({ views: viewsIn(stored) }),
  }),
)

/** Keeps a view under a name; another one of that name is replaced, where it stands. */
export function saveRunView(experimentId: string, view: RunView): void {
  change(experimentId, (views) =>
    views.some(({ name }) => name === view.name)
      ? views.map((one) => (one.name === view.name ? view : one))
      : [...views, view].slice(-MOST_VIEWS),
  )
}

/** Gives a view another name; one that has that name already goes. */
export function renameRunView(experimentId: string, from: string, to: string): void {
  change(experimentId, (views) =>
    views.flatMap((one) => (one.name === from ? [{ ...one, name: to }] : one.name === to ? [] : [one])),
  )
}

export function removeRunView(experimentId: string, name: string): void {
  change(experimentId, (views) => views.filter((one) => one.name !== name))
}

function change(experimentId: string, work: (views: readonly RunView[]) => readonly RunView[]): void {
  useRunViews.setState(({ views }) => ({
    views: { ...views, [experimentId]: work(ownOf(views, experimentId) ?? NONE) },
  }))
}

function viewsIn(stored: unknown): RunViews['views'] {
  if (!isRecord(stored) || !isRecord(stored['views'])) return {}
  return Object.fromEntries(
    Object.entries(stored['views']).map(([id, views]) => [
      id,
      Array.isArray(views) ? views.filter(isView).slice(0, MOST_VIEWS) : NONE,
    ]),
  )
}

function isView(value: unknown): value is RunView {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['query'] === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
