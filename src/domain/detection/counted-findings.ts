import type { TableFinding } from '~/drift/data-checks/table-findings'

/** Groups of findings that somebody does not want to count. */
export type FindingGroup = TableFinding['group']

/** A finding, and whether it makes the outcome "drift". It is told in either case. */
export interface CountedFinding extends TableFinding {
  counts: boolean
}

export function countedFindings(
  findings: readonly TableFinding[],
  ignored: readonly FindingGroup[],
): CountedFinding[] {
  return findings.map((finding) => ({ ...finding, counts: !ignored.includes(finding.group) }))
}
