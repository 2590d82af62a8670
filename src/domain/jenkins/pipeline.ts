import type { Build, BuildStatus } from './build'
import { ownOf } from '~/lib/own'

/** How a pipeline stands: what its last finished build became, or why there is none. */
export type PipelineState = BuildStatus | 'disabled' | 'never built'

/** The mark (of `ui/words/mark`) of what became of a build, or of a pipeline's last one. */
export const BUILD_MARKS = {
  success: 'ok',
  unstable: 'warning',
  failed: 'failed',
  aborted: 'warning',
  running: 'running',
  paused: 'running',
  queued: 'running',
  skipped: 'unknown',
  unknown: 'unknown',
  disabled: 'unknown',
  'never built': 'unknown',
} as const satisfies Readonly<Record<PipelineState, string>>

/** A pipeline, or a branch of one. */
export interface Pipeline {
  kind: 'pipeline'
  /** Path of item names; a branch `feature/x` is the item `feature%2Fx`. */
  fullName: string
  /** As it is shown: "feature/x". */
  name: string
  state: PipelineState
  isBuilding: boolean
  /** Its newest builds, newest first, without stages. */
  builds: readonly Build[]
}

/** A folder, an organization, or a project that holds branches. */
export interface Folder {
  kind: 'folder'
  fullName: string
  name: string
  /** Deeper than was asked for, or not readable: what is in it is not known. */
  isClosed: boolean
  children: readonly PipelineItem[]
}

export type PipelineItem = Pipeline | Folder

/** The names of Jenkins' balls. */
const COLOURS: Readonly<Record<string, PipelineState>> = {
  blue: 'success',
  yellow: 'unstable',
  red: 'failed',
  aborted: 'aborted',
  disabled: 'disabled',
  grey: 'never built',
  notbuilt: 'never built',
}

/** "blue_anime": successful, and building now. */
export function stateOfColour(colour: string | null | undefined): {
  state: PipelineState
  isBuilding: boolean
} {
  const [, ball = '', anime] = /^(.*?)(_anime)?$/.exec(colour ?? '') ?? []
  return { state: ownOf(COLOURS, ball) ?? 'unknown', isBuilding: anime !== undefined }
}

/** Which pipelines are listed. */
export interface PipelineFilter {
  /** Part of a name, a branch, or a folder. */
  search: string
  state: 'all' | 'failed' | 'building' | 'favourite'
  favourites: ReadonlySet<string>
}

/** One line of the tree: a folder above what is in it. */
export interface TreeLine {
  item: PipelineItem
  level: number
}

/** The tree as lines: folders that hold nothing that is listed are left out. @param closed folders that are folded */
export function treeLines(
  items: readonly PipelineItem[],
  filter: PipelineFilter,
  closed: ReadonlySet<string>,
): TreeLine[] {
  const wanted = filter.search.trim().toLowerCase()
  const walk = (list: readonly PipelineItem[], level: number, isNamed: boolean): TreeLine[] =>
    list.flatMap((item) => {
      const named = isNamed || wanted === '' || item.name.toLowerCase().includes(wanted)
      if (item.kind === 'pipeline') return named && hasState(item, filter) ? [{ item, level }] : []
      const inside = walk(item.children, level + 1, named)
      const isPlain = wanted === '' && filter.state === 'all'
      if (inside.length === 0 && !isPlain) return []
      return [{ item, level }, ...(closed.has(item.fullName) ? [] : inside)]
    })
  return walk(items, 0, false)
}

function hasState(pipeline: Pipeline, { state, favourites }: PipelineFilter): boolean {
  switch (state) {
    case 'all':
      return true
    case 'failed':
      return hasFailed(pipeline)
    case 'building':
      return pipeline.isBuilding
    case 'favourite':
      return favourites.has(pipeline.fullName)
  }
}

/** Whether its last finished build did not do what it should; one that somebody aborted tells nothing. */
export const hasFailed = ({ state }: Pipeline): boolean => state === 'failed' || state === 'unstable'

/** All pipelines of a tree. */
export function pipelinesOf(items: readonly PipelineItem[]): Pipeline[] {
  return items.flatMap((item) => (item.kind === 'pipeline' ? [item] : pipelinesOf(item.children)))
}

/** The names on the way to a pipeline, as they are read: a branch's slash is one again. */
export function readableNames(fullName: string): string[] {
  return fullName.split('/').map((name) => {
    try {
      return decodeURIComponent(name)
    } catch {
      return name
    }
  })
}
