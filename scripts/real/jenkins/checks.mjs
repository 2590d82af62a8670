/**
 * What of a real Jenkins is held against what is made of it. Each check gives sentences that say what differs.
 *
 * @typedef {{ id: string, name: string, status: string, startTimeMillis: number, durationMillis: number, pauseDurationMillis: number }} WireStage
 * @typedef {{ id: string, name: string, status: string, durationMillis: number, stages: WireStage[] }} WireRun
 * @typedef {{ name: string, status: string, durationMillis: number, durationMillisNoPause: number }} ShownStage
 * @typedef {{ runs: { name: string, stages: ShownStage[] }[], stageData: { name: string, runs: number, avgDurationMillisNoPause: number }[] }} ShownGroup
 * @typedef {{ id: string, name: string, durationMs: number, pausedMs: number }} TableStage
 * @typedef {{ stages: { name: string, occurrence: number }[], builds: { id: string, stages: (TableStage | null)[] }[] }} Table
 */

/**
 * The model of Stage View against the runs it was made of: each cell is the server's own stage, and each average is the
 * floor of the mean of its column's executed cells.
 * @param {{ runGroups: ShownGroup[] }} model of `tidemark stages URL --as jenkins --json`
 * @param {readonly WireRun[]} runs of `wfapi/runs`, newest first
 */
export function stageViewDifferences(model, runs) {
  const [group] = model.runGroups
  if (!group) return runs.length === 0 ? [] : ['The model shows no builds.']
  const differences = []
  for (const [row, shown] of group.runs.entries()) {
    const run = runs[row]
    if (shown.name !== run?.name)
      differences.push(`Row ${row + 1} is ${shown.name}, and wfapi has ${run?.name ?? 'none'}.`)
    for (const [at, stage] of (run?.stages ?? []).entries()) {
      const cell = shown.stages[at]
      if (cell?.name !== stage.name || cell.durationMillis !== stage.durationMillis)
        differences.push(
          `${run?.name}, stage ${at + 1} is ${cell?.name} of ${cell?.durationMillis} ms, and wfapi has ${stage.name} of ${stage.durationMillis} ms.`,
        )
    }
  }
  for (const [at, { name, avgDurationMillisNoPause }] of group.stageData.entries()) {
    const cells = runs
      .slice(0, group.runs.length)
      .flatMap(({ stages }) => stages[at] ?? [])
      .filter(({ status }) => status !== 'NOT_EXECUTED')
    const sum = cells.reduce((all, stage) => all + stage.durationMillis - stage.pauseDurationMillis, 0)
    const mean = Math.floor(sum / cells.length)
    if (cells.length > 0 && avgDurationMillisNoPause !== mean)
      differences.push(
        `${name} has the average ${avgDurationMillisNoPause} ms, and wfapi's cells give ${mean} ms.`,
      )
  }
  return differences
}

/**
 * Our table against the builds it was made of: every stage of every build stands in exactly one cell, under its name.
 * @param {Table} table of `tidemark stages URL --json`
 * @param {readonly WireRun[]} described of `N/wfapi/describe`
 */
export function tableDifferences(table, described) {
  const differences = []
  for (const run of described) {
    const build = table.builds.find(({ id }) => id === run.id)
    if (!build) {
      differences.push(`${run.name} is not in the table.`)
      continue
    }
    const cells = build.stages.flatMap((stage, at) => (stage ? [{ stage, at }] : []))
    if (cells.length !== run.stages.length)
      differences.push(`${run.name} has ${cells.length} cells, and wfapi ${run.stages.length} stages.`)
    for (const { id, name, durationMillis } of run.stages) {
      const cell = cells.find(({ stage }) => stage.id === id)
      if (cell?.stage.durationMs !== durationMillis || table.stages[cell.at]?.name !== name)
        differences.push(
          `${name} of ${run.name} is ${cell?.stage.durationMs ?? 'no'} ms under ${table.stages[cell?.at ?? -1]?.name ?? 'no name'}, and wfapi has ${durationMillis} ms.`,
        )
    }
  }
  return differences
}

/**
 * What the seeded pipeline is there to show: branches side by side, a stage that fails, a stage that is renamed.
 * @param {readonly WireRun[]} described
 */
export function seedDifferences(described) {
  const names = new Set(described.flatMap(({ stages }) => stages.map(({ name }) => name)))
  const missing = ['Checkout', 'Unit tests', 'Lint', 'Images build', 'Docker: images build', 'Deploy'].filter(
    (name) => !names.has(name),
  )
  return [
    ...missing.map((name) => `No build has the stage ${name}.`),
    ...(described.some(({ stages }) =>
      stages.some(({ name, status }) => name === 'Deploy' && status === 'FAILED'),
    )
      ? []
      : ['No build failed at Deploy.']),
  ]
}
