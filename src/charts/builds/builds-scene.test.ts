import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import type { BuildColumns, StageSeries } from './build-columns'
import { type BuildsInput, buildsScene } from './builds-scene'

const size = { width: 600, height: 300 }

function input(stages: number[][], totals: number[], more: Partial<BuildsInput> = {}): BuildsInput {
  const n = totals.length
  const builds: BuildColumns = {
    ids: totals.map((_, i) => String(i + 1)),
    names: totals.map((_, i) => `#${i + 1}`),
    startedAt: Float64Array.from(totals, (_, i) => i * 60_000),
    x: Float64Array.from(totals, (_, i) => i + 1),
    kinds: totals.map(() => 'ok'),
    words: totals.map(() => 'successful'),
    totals: Float64Array.from(totals),
  }
  const series = stages.map((values, k): StageSeries => ({
    name: `S${k}`,
    colour: k,
    values: Float64Array.from(values),
    shares: Float64Array.from(values, (ms, i) => ms / stages.reduce((sum, one) => sum + (one[i] || 0), 0)),
    isBad: Array.from({ length: n }, () => false),
    budget: null,
  }))
  return {
    builds,
    series,
    hasTotal: true,
    totalBudget: null,
    view: null,
    form: { mode: 'stacked', unit: 'time' },
    xKind: 'build',
    ...more,
  }
}

describe('stacked', () => {
  test.for([
    ['all', null],
    ['those in view, the first of them cut', [10.2, 40]],
  ] as const)('no column stands over its neighbour: %s', ([, view]) => {
    const given = input(
      [Array.from({ length: 60 }, () => 1000)],
      Array.from({ length: 60 }, () => 1000),
      { view },
    )
    for (const width of [300, 600, 1200]) {
      const { bars } = buildsScene(given, { ...size, width })
      expect(bars.length).toBeGreaterThan(25)
      for (const [k, { x0 }] of bars.slice(1).entries())
        expect(bars[k]!.x1, `column ${k} at ${width} px`).toBeLessThanOrEqual(x0 + 1e-9)
    }
    const { bars } = buildsScene(given, size)
    const [first, middle, last] = [bars[0]!, bars[12]!, bars.at(-1)!].map(({ x0, x1 }) => x1 - x0)
    if (view === null) expect([first, last]).toEqual([expect.closeTo(middle!), expect.closeTo(middle!)])
  })

  test('parts stand on each other, those over their budget are told, and the whole build is a line', () => {
    const given = input(
      [
        [1000, 2000],
        [3000, Number.NaN],
      ],
      [3500, 2500],
      { totalBudget: 3000 },
    )
    const scene = buildsScene(
      { ...given, series: given.series.map((one, k) => (k === 0 ? { ...one, budget: 1500 } : one)) },
      size,
    )
    const bar = (at: number) => scene.bars.find((one) => one.at === at)!
    expect(bar(0).parts.map(({ series, isOver }) => [series, isOver])).toEqual([
      [0, false],
      [1, false],
    ])
    expect(bar(0).parts[1]!.y0).toBeCloseTo(bar(0).parts[0]!.y1)
    expect(bar(1).parts).toMatchObject([{ series: 0, isOver: true }])
    expect([bar(0).isOver, bar(1).isOver]).toEqual([true, false])
    // A limit of a stage has no height on a stack.
    expect(scene.limits.map(({ label }) => label)).toEqual(['3 s for whole build'])
  })

  test('every build in view is drawn, a pixel wide at least: no extremum is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 1500 }),
        fc.integer({ min: 200, max: 1400 }),
        (times, width) => {
          const { bars, left, right, bottom, top } = buildsScene(input([times], times), {
            width,
            height: 300,
          })
          expect(bars).toHaveLength(times.length)
          for (const { x0, x1, parts } of bars) {
            expect(x1 - x0).toBeGreaterThanOrEqual(0.99)
            expect(x0).toBeGreaterThanOrEqual(left)
            expect(x1).toBeLessThanOrEqual(right)
            expect(parts[0]!.y1).toBeGreaterThanOrEqual(top)
            expect(parts[0]!.y0).toBe(bottom)
          }
        },
      ),
      { numRuns: tries(40) },
    )
  })

  test('shares end at 100 %, without the whole build and without limits', () => {
    const scene = buildsScene(
      input(
        [
          [1000, 2000],
          [3000, 2000],
        ],
        [9000, 9000],
        {
          totalBudget: 1,
          form: { mode: 'stacked', unit: 'share' },
        },
      ),
      size,
    )
    expect(scene.yTicks.map(({ label }) => label)).toEqual(['0 %', '25 %', '50 %', '75 %', '100 %'])
    expect(scene.bars[0]!.totalY).toBeNull()
    expect(scene.limits).toEqual([])
  })
})

describe('separate', () => {
  test('lines pass over what did not succeed, which has a ring; over budget is a diamond; extrema set the axis', () => {
    const given = input([[1000, 9000, 1000]], [1000, 9000, 1000], {
      form: { mode: 'separate', unit: 'time' },
    })
    const series = [{ ...given.series[0]!, isBad: [false, true, false], budget: 10_000 }]
    const scene = buildsScene({ ...given, hasTotal: false, series }, size)
    expect(scene.lines).toHaveLength(1)
    expect(scene.lines[0]!.path.split('L')).toHaveLength(2)
    expect(scene.dots).toMatchObject([{ kind: 'bad', series: 0 }])
    expect(scene.dots[0]!.y).toBeGreaterThan(scene.top)
    expect(scene.limits[0]).toMatchObject({ label: '10 s for S0' })
    expect(scene.limits[0]!.y).toBeGreaterThan(scene.top)
    const strict = buildsScene({ ...given, hasTotal: false, series: [{ ...series[0]!, budget: 5000 }] }, size)
    expect(strict.dots).toMatchObject([{ kind: 'over' }])
  })

  test('a view has the builds in it and an axis of theirs', () => {
    const given = input([[1, 2, 90, 3].map((s) => s * 1000)], [1000, 2000, 90_000, 3000], {
      form: { mode: 'separate', unit: 'time' },
      view: [0.5, 2.5],
    })
    expect(buildsScene(given, size).yTicks.at(-1)!.label).toBe('2 s')
    expect(buildsScene({ ...given, view: null }, size).yTicks.at(-1)!.label).toBe('1min 30s')
  })

  test('no builds are an empty chart', () => {
    const scene = buildsScene(input([], []), size)
    expect(scene).toMatchObject({ bars: [], marks: [] })
  })
})
