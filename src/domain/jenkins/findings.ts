import type { PipelineJudgement } from '~/drift/pipeline/judge-pipeline'
import type { Build } from './build'
import { type ProfileFinding, profileFindings, profileText, profileTitle } from './profile-finding'
import { findingText, findingTitle, type StageFinding, stageFindings } from './stage-finding'
import type { StageTable } from './stage-table'

/** A change that was found: of one stage, or of all stages together. */
export type PipelineFinding = ({ kind: 'stage' } & StageFinding) | ({ kind: 'profile' } & ProfileFinding)

/** All that was found, of the newest builds first. */
export function pipelineFindings(
  table: StageTable,
  { stages, profile }: PipelineJudgement,
): PipelineFinding[] {
  const all: PipelineFinding[] = [
    ...stageFindings(table, stages).map((finding) => ({ kind: 'stage' as const, ...finding })),
    ...profileFindings(table, profile).map((finding) => ({ kind: 'profile' as const, ...finding })),
  ]
  return all.toSorted((a, b) => b.since.startedAt - a.since.startedAt)
}

/** "Docker images build is 41 % slower since #41" */
export const titleOf = (finding: PipelineFinding): string =>
  finding.kind === 'stage' ? findingTitle(finding) : profileTitle(finding)

/** Its evidence in one line. */
export const evidenceOf = (finding: PipelineFinding): string =>
  finding.kind === 'stage' ? findingText(finding) : profileText(finding)

/**
 * The builds that a change may have come with: after the last one of the old level, up to the first of the new one,
 * those that failed between them included. Newest first.
 */
export function suspects({ builds }: StageTable, { before, since }: PipelineFinding): Build[] {
  const [from, to] = [builds.indexOf(since), builds.indexOf(before)]
  return from < 0 || to < 0 ? [] : builds.slice(from, to)
}

/** No stage is called so: a name and its occurrence have a line break between them. */
const PROFILE = '*profile'

/** What a person marks: a stage, or the profile, since a build. */
export const markOf = (finding: PipelineFinding): string =>
  `${finding.kind === 'stage' ? finding.column.key : PROFILE}\n${finding.since.id}`

/** With more builds a change may be located a little earlier or later, and is the same. */
const SAME_WITHIN_BUILDS = 3

/** The mark that a person gave a change, among those of its pipeline; undefined: none. */
export function markFor(
  marks: readonly string[],
  finding: PipelineFinding,
  { builds }: StageTable,
): string | undefined {
  const own = markOf(finding)
  if (marks.includes(own)) return own
  const stage = own.slice(0, own.lastIndexOf('\n') + 1)
  const at = builds.indexOf(finding.since)
  return marks.find((mark) => {
    if (!mark.startsWith(stage) || mark.lastIndexOf('\n') !== stage.length - 1) return false
    const row = builds.findIndex(({ id }) => id === mark.slice(stage.length))
    return row >= 0 && Math.abs(row - at) <= SAME_WITHIN_BUILDS
  })
}
