import {
  createContext,
  type ReactNode,
  use,
  useId,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react'

/** Beside a plot, in px. */
export interface Margins {
  left: number
  right: number
}

interface MarginStore {
  ask(id: string, margins: Margins): void
  leave(id: string): void
  subscribe(told: () => void): () => void
  widest(): Margins
}

const SharedMarginsContext = createContext<MarginStore | null>(null)

/** Charts in here that stand below each other have their plots in one column: the same place is the same x. */
export function SharedMargins({ children }: { children: ReactNode }) {
  const [store] = useState(createMargins)
  return <SharedMarginsContext value={store}>{children}</SharedMarginsContext>
}

/** @param own what this chart asks for; null while it is not drawn @returns the most that a chart of the column asks for */
export function useSharedMargins(own: Margins | null): Margins {
  const store = use(SharedMarginsContext) ?? NOT_SHARED
  const id = useId()
  const left = own?.left ?? 0
  const right = own?.right ?? 0
  // Before anything is painted: nothing moves that was seen.
  useLayoutEffect(() => store.ask(id, { left, right }), [store, id, left, right])
  useLayoutEffect(() => () => store.leave(id), [store, id])
  return useSyncExternalStore(store.subscribe, store.widest)
}

const NONE: Margins = { left: 0, right: 0 }

const NOT_SHARED: MarginStore = {
  ask: () => undefined,
  leave: () => undefined,
  subscribe: () => () => undefined,
  widest: () => NONE,
}

function createMargins(): MarginStore {
  const asked = new Map<string, Margins>()
  const listeners = new Set<() => void>()
  let widest = NONE
  const update = (): void => {
    const all = [...asked.values()]
    const left = Math.max(0, ...all.map((one) => one.left))
    const right = Math.max(0, ...all.map((one) => one.right))
    if (left === widest.left && right === widest.right) return
    widest = { left, right }
    for (const told of listeners) told()
  }
  return {
    ask(id, margins) {
      asked.set(id, margins)
      update()
    },
    leave(id) {
      asked.delete(id)
      update()
    },
    subscribe(told) {
      listeners.add(told)
      return () => listeners.delete(told)
    },
    widest: () => widest,
  }
}
