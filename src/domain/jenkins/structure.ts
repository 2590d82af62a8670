import { type Build, type GraphStage, isExecuted, type Stage } from './build'

/** Stages that belong together: what a stage of the pipeline holds. */
export interface StageGroup {
  /** Of the stage that holds them; null: it is not known which one does. */
  name: string | null
  isParallel: boolean
  /** Ids of its stages, in their order. */
  ids: readonly string[]
  /** Id of the stage that holds them, where it is listed. */
  containerId: string | null
}

/** What the server's graph says: each stage that holds others, outermost. */
export function groupsOfGraph(graph: readonly GraphStage[]): StageGroup[] {
  return graph.flatMap(({ id, name, isParallel, children }) =>
    children.length === 0
      ? []
      : [
          {
            name,
            isParallel: isParallel || children.some((child) => child.isParallel),
            ids: children.flatMap(withDescendants),
            containerId: id,
          },
        ],
  )
}

function withDescendants({ id, children }: GraphStage): string[] {
  return [id, ...children.flatMap(withDescendants)]
}

/** How long two stages must run at the same time to count as side by side: less is a handing over. */
const LEAST_OVERLAP_MS = 50

/** How soon after a stage ended its first branch begins, if it holds them: a server ends it right there. */
const HANDED_OVER_MS = 100

/**
 * Without a graph: stages that ran at the same time are branches of one block, which the stage holds that ended right
 * where the first of them began. Stages nested one after the other cannot be told from plain ones.
 */
export function groupsOfTimes({ stages }: Build): StageGroup[] {
  const ran = stages
    .flatMap((stage) => (stage.startedAt === null ? [] : [{ stage, start: stage.startedAt }]))
    .toSorted((a, b) => a.start - b.start)
  const groups: StageGroup[] = []
  let open: { members: Stage[]; start: number; end: number } | null = null
  const close = () => {
    if (!open || open.members.filter(isExecuted).length < 2) return
    const { members, start } = open
    const container = ran.findLast(({ stage, start: from }) => {
      const gap = start - (from + stage.durationMs)
      return !members.includes(stage) && gap >= -LEAST_OVERLAP_MS && gap <= HANDED_OVER_MS
    })
    groups.push({
      name: container?.stage.name ?? null,
      isParallel: true,
      ids: members.map(({ id }) => id),
      containerId: container?.stage.id ?? null,
    })
  }
  for (const { stage, start } of ran) {
    const end = start + stage.durationMs
    if (open && start < open.end - LEAST_OVERLAP_MS) {
      open.members.push(stage)
      open.end = Math.max(open.end, end)
    } else {
      close()
      open = { members: [stage], start, end }
    }
  }
  close()
  return groups
}
