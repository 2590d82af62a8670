import { describe, expect, test } from 'vitest'
import { textWidth } from '~/charts/plane/placement'
import type { Build, BuildStatus } from '~/domain/jenkins/build'
import { findingLine, type StageFinding, totalsAround } from '~/domain/jenkins/stage-finding'
import { stageTable } from '~/domain/jenkins/stage-table'
import { barsScene, MOST_BARS } from './bars-scene'
import { withChanges } from './with-changes'

/** `count` builds of two stages, newest first: `images` takes 60 s, and 90 s from build 41 on; every tenth fails. */
function builds(count: number): Build[] {
  return Array.from({ length: count }, (_, i): Build => {
    const k = count - i
    const status: BuildStatus = k % 10 === 0 ? 'failed' : 'success'
    const images = k >= 41 ? 90_000 : 60_000
    const startedAt = Date.UTC(2024, 8, 1) + k * 3_600_000
    const stage = (id: string, name: string, at: number, durationMs: number) => ({
      id,
      name,
      status,
      startedAt: at,
      durationMs,
      pausedMs: 0,
    })
    return {
      id: String(k),
      name: `#${k}`,
      status,
      startedAt,
      durationMs: images + 30_000,
      queuedMs: 0,
      stages: [stage('1', 'checkout', startedAt, 30_000), stage('2', 'images', startedAt + 30_000, images)],
    }
  })
}

const table = stageTable(builds(60))
const at = (id: string) => table.builds.find((build) => build.id === id)!
const finding: StageFinding = {
  column: table.columns[1]!,
  // Of successful times: builds 10, 20, 30 and 40 failed before #41.
  change: {
    index: 36,
    medianBefore: 60_000,
    medianAfter: 90_000,
    share: 0.5,
    pValue: 0.0004,
    alpha: 0.01,
    statistic: 1,
    beforeCount: 36,
    afterCount: 18,
  },
  before: at('39'),
  since: at('41'),
  warnings: [],
}

describe('bars of builds', () => {
  const scene = barsScene(table, finding, 'images', 1000)

  test('stand for every build, the oldest first, as high as it took', () => {
    expect(scene.bars.map(({ row }) => table.builds[row]!.name)).toEqual(
      Array.from({ length: 60 }, (_, k) => `#${k + 1}`),
    )
    const perMs = (bar: number) => (scene.bottom - scene.bars[bar]!.y) / table.builds[59 - bar]!.durationMs
    expect(perMs(0)).toBeCloseTo(perMs(59), 9)
    expect(scene.bottom - scene.bars[0]!.stageY!).toBeCloseTo(60_000 * perMs(0), 6)
    expect(scene.bars.filter(({ kind }) => kind === 'failed')).toHaveLength(6)
  })

  test('have the change at the left edge of its first build, where the levels meet', () => {
    expect(scene.changeX).toBe(scene.edge(40))
    expect(scene.levels.map(({ x0, x1 }) => [x0, x1])).toEqual([
      [scene.left, scene.edge(40)],
      [scene.edge(40), scene.right],
    ])
    expect(scene.levels[1]!.y).toBeLessThan(scene.levels[0]!.y)
  })

  test.each([320, 390, 640, 900, 1440])('keep every text inside %i px, apart from each other', (width) => {
    const { xTicks, labels, right } = barsScene(table, finding, 'images', width)
    const ends = xTicks.map(({ x, label }) => [x - textWidth(label) / 2, x + textWidth(label) / 2] as const)
    for (const [k, [from, to]] of ends.entries()) {
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeLessThanOrEqual(width)
      if (k > 0) expect(from).toBeGreaterThan(ends[k - 1]![1])
    }
    expect(xTicks.at(-1)?.label).toBe('#60')
    expect(labels).toHaveLength(width < 640 ? 0 : 2)
    for (const { text } of labels) expect(right + 8 + textWidth(text, 12)).toBeLessThanOrEqual(width + 1)
    if (labels.length === 2) expect(Math.abs(labels[0]!.y - labels[1]!.y)).toBeGreaterThanOrEqual(15)
  })

  test('are cut where one build hung, so that the others are seen', () => {
    const hung = builds(60).map((build) => (build.id === '50' ? { ...build, durationMs: 86_400_000 } : build))
    const { bars, bottom, top } = barsScene(stageTable(hung), null, '', 1000)
    expect(bars.filter(({ isCut }) => isCut)).toHaveLength(1)
    expect(bottom - bars[0]!.y).toBeGreaterThan((bottom - top) / 4)
  })

  test('are the newest where there are more, and a change before them has no line', () => {
    const long = stageTable(builds(300))
    const early = { ...finding, column: long.columns[1]!, since: long.builds.find(({ id }) => id === '41')! }
    const { bars, changeX, levels } = barsScene(long, early, 'images', 1000)
    expect(bars).toHaveLength(MOST_BARS)
    expect(bars.at(-1)?.row).toBe(0)
    expect([changeX, levels.length]).toEqual([null, 1])
  })

  test('are marked from edge to edge', () => {
    for (const place of [0, 1, 33, 60]) expect(scene.placeAt(scene.edge(place))).toBe(place)
    expect(scene.placeAt(-50)).toBe(0)
    expect(scene.placeAt(5000)).toBe(60)
  })
})

test('a change is told with the whole builds before and after it', () => {
  expect(totalsAround(table, finding)).toEqual({ before: 90_000, after: 120_000 })
  expect(findingLine(table, finding)).toBe(
    'Median 1min → 1min 30s since 2 September 2024. Whole build 1min 30s → 2min. E-divisive, p\u00A0=\u00A00.0004.',
  )
})

describe('the row of a change', () => {
  const names = (rows: readonly number[]) =>
    withChanges(table, rows, [finding]).map((row) =>
      typeof row === 'number' ? table.builds[row]!.name : '◆',
    )
  const all = table.builds.map((_, row) => row)

  test('stands between the builds before and after it', () => {
    expect(names(all).slice(18, 22)).toEqual(['#42', '#41', '◆', '#40'])
    expect(names(all)).toHaveLength(61)
    expect(names(all.filter((row) => row < 10 || row > 30)).slice(9, 12)).toEqual(['#51', '◆', '#29'])
  })

  test('is left out where one side is not shown', () => {
    expect(names([0, 1, 2])).not.toContain('◆')
    expect(names([40, 41])).not.toContain('◆')
  })
})
