import { describe, expect, test } from 'vitest'
import { judgePipeline } from '~/drift/pipeline/judge-pipeline'
import type { Build, Stage } from './build'
import { changeRecord } from './drift-record'
import { evidenceOf, markFor, markOf, pipelineFindings, suspects, titleOf } from './findings'
import { findingRows, findingsJson } from './findings-file'
import { digestOf, pipelineTimes } from './pipeline-times'
import { stageTable } from './stage-table'

/** A number between −1 and 1 for each cell, the same each time. */
const wobble = (build: number, stage: number) => Math.sin(build * 12.9898 + stage * 78.233)

/** Builds newest first; `ms` gives each stage's time in build k, from the oldest at 1. */
function made(count: number, ms: (build: number) => Record<string, number>): Build[] {
  return Array.from({ length: count }, (_, i) => {
    const k = count - i
    // Every tenth build fails at its first stage.
    const failed = k % 10 === 0
    let at = 1e12 + k * 3_600_000
    const startedAt = at
    const stages = Object.entries(ms(k)).map(([name, base], j): Stage => {
      const durationMs = Math.round(base * (1 + 0.1 * wobble(k, j)))
      const stage = {
        id: String(j),
        name,
        status: failed ? ('failed' as const) : ('success' as const),
        startedAt: at,
        durationMs,
        pausedMs: 0,
      }
      at += durationMs
      return stage
    })
    return {
      id: String(k),
      name: `#${k}`,
      status: failed ? 'failed' : 'success',
      startedAt,
      durationMs: at - startedAt,
      queuedMs: 0,
      stages,
    }
  })
}

const slower = stageTable(made(120, (k) => ({ checkout: 4000, images: k > 70 ? 90_000 : 60_000 })))
const moved = stageTable(
  made(150, (k) => ({
    checkout: k > 95 ? 9000 : 12_000,
    test: 120_000,
    images: k > 95 ? 15_000 : 12_000,
    push: 30_000,
  })),
)
const found = (table: typeof slower) => pipelineFindings(table, judgePipeline(pipelineTimes(table)))

describe('a stage that became slower', () => {
  const [finding, ...more] = found(slower)

  test('is told with its medians, and the builds that it may have come with', () => {
    expect(more).toEqual([])
    expect(titleOf(finding!)).toMatch(/^images is 5\d % slower since #71$/)
    expect(evidenceOf(finding!)).toContain('changed between #69 and #71; p < 0.0001')
    // #70 failed between them: its commits count.
    expect(suspects(slower, finding!).map(({ name }) => name)).toEqual(['#71', '#70'])
  })

  test('a mark is found again, also where the place is another by a few builds; no other stage’s', () => {
    const mark = markOf(finding!)
    expect(markFor([mark], finding!, slower)).toBe(mark)
    expect(markFor(['images\n0\n73'], finding!, slower)).toBe('images\n0\n73')
    expect(markFor(['images\n0\n80'], finding!, slower)).toBeUndefined()
    expect(markFor(['checkout\n0\n71', 'images\n1\n71', 'images'], finding!, slower)).toBeUndefined()
  })

  test('is saved as CSV and JSON, and becomes a record', () => {
    const stated = [{ finding: finding!, state: 'acknowledged' as const }]
    const { head, rows } = findingRows('org/app', stated)
    const row = Object.fromEntries(head.map((title, i) => [title, rows[0]![i]]))
    expect(row).toMatchObject({
      pipeline: 'org/app',
      kind: 'stage',
      stage: 'images',
      'before build': '69',
      'since build': '71',
      state: 'acknowledged',
    })
    expect(row['change (%)']).toBeGreaterThan(40)
    expect(findingsJson('org/app', stated).changes).toMatchObject([
      { since: '71', state: 'acknowledged', stages: [{ stage: 'images', occurrence: 0 }] },
    ])
    const record = changeRecord(
      { job: 'org/app', finding: finding!, link: null },
      { model: ' v1 ', tags: ['change'] },
    )
    expect(record).toMatchObject({
      driftDetected: true,
      model: 'v1',
      parameters: {
        pipeline: 'org/app',
        stage: 'images',
        detector: 'e-divisive',
        builds: { last_before: '69', first_after: '71', before: 63 },
        p_value: expect.any(Number) as number,
        test_statistic: expect.any(Number) as number,
      },
    })
    const { median_before_ms: before, median_after_ms: after } = record.parameters
    expect(after as number).toBeGreaterThan(1.4 * (before as number))
    expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  })
})

test('a profile that changed while the total stayed is its own finding', () => {
  const profile = found(moved).find(({ kind }) => kind === 'profile')
  expect(titleOf(profile!)).toMatch(
    /^Stage times shifted since #9\d while the total stayed: checkout −3\.\d s, images \+2\.\d s$/,
  )
  expect(evidenceOf(profile!)).toMatch(/MMD² .* on all stages together, p .*, corrected for all looks/)
  expect(markOf(profile!)).toMatch(/^\*profile\n9\d$/)
  expect(findingRows('a', [{ finding: profile!, state: 'new' }]).rows).toHaveLength(2)
  const { parameters } = changeRecord(
    { job: 'a', finding: profile!, link: 'https://x.example' },
    { model: '', tags: [] },
  )
  expect(parameters).toMatchObject({ detector: 'mmd', pipeline_link: 'https://x.example', stages: [{}, {}] })
})

test('the digest of what is judged: a running build changes nothing, one time does', () => {
  const builds = made(50, () => ({ a: 5000, b: 7000 }))
  const digest = (all: readonly Build[]) => digestOf(pipelineTimes(stageTable(all)))
  const running: Build = { ...builds[0]!, id: '51', name: '#51', status: 'running', stages: [] }
  expect(digest([running, ...builds])).toBe(digest(builds))
  const other = builds.map((build, i) =>
    i === 3
      ? { ...build, stages: build.stages.map((stage) => ({ ...stage, durationMs: stage.durationMs + 1 })) }
      : build,
  )
  expect(digest(other)).not.toBe(digest(builds))
})
