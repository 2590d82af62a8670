const AGAIN_MS = 60_000

/**
 * Of a query that a page shows for as long as it is open: asked again every minute while the tab is in view (the query
 * library holds it back while it is hidden), and when one comes back to it. Where nothing came yet it is left alone: a
 * form to sign in may stand in its place, and would be taken away under who types.
 */
export const keptFresh = {
  refetchInterval: ({ state }: Asked) => (state.data === undefined ? false : AGAIN_MS),
  refetchOnWindowFocus: ({ state }: Asked) => state.data !== undefined,
}

interface Asked {
  state: { data: unknown }
}
