import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE, uniform } from '../../random'
import type { PerColumnResult, TraceResult } from '../../results'
import { loadDetector } from '../../run'
import type { Sample } from '../../sample'
import { normalSample, sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'
import { elect, type Rule, votesNeeded } from './election'

type Tuned = { members: string } & Record<string, unknown>

async function walk(params: Tuned, rows: number[][], reference: Sample | null = null) {
  const detect = await loadDetector('ensemble-stream', params)
  return driveSync(detect(params, { reference, test: sampleOf(rows) })) as TraceResult
}

const random = createRandom(1, PURPOSE.test)
const step = Array.from({ length: 600 }, (_, i) => [normal(random) + (i < 300 ? 0 : 2)])

const rule: Rule = {
  rule: 'majority',
  approvals: 1,
  firstApprovals: 1,
  confirmations: 1,
  sensitivity: 2,
  wait: 3,
}

describe('elections', () => {
  const votes = fc.array(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 9 })

  test('all but confirmed count the drifts of the row, whoever finds them', () => {
    fc.assert(
      fc.property(votes, fc.constantFrom('majority', 'minimum', 'ordered'), (members, name) => {
        const chosen = { ...rule, rule: name } as Rule
        const drifts = members.filter((v) => v === 2).length
        const found = elect(
          chosen,
          members,
          members.map(() => 0),
        )
        expect(found.result).toBe(drifts >= votesNeeded(chosen, members.length) ? 2 : 0)
        expect(
          elect(
            chosen,
            members.toReversed(),
            members.map(() => 0),
          ),
        ).toEqual(found)
      }),
    )
  })

  test('a majority is more than half', () => {
    expect([1, 2, 3, 4, 5].map((k) => votesNeeded(rule, k))).toEqual([1, 2, 2, 3, 3])
  })

  test('confirmed: a drift counts for the wait, and no longer', () => {
    const waiting = [0, 0]
    const vote = (members: number[]) => elect({ ...rule, rule: 'confirmed' }, members, waiting).result
    expect(
      [
        [2, 0],
        [0, 0],
        [0, 2],
      ].map(vote),
    ).toEqual([0, 0, 2])
    // The first member has counted for three rows, and for one more; then it is forgotten.
    expect(
      [
        [0, 0],
        [0, 0],
      ].map(vote),
    ).toEqual([2, 0])
    // The second one's wait ends with this row, and the first one only warns.
    expect(vote([1, 2])).toBe(1)
    expect(
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [1, 1],
      ]
        .map(vote)
        .at(-1),
    ).toBe(1)
  })
})

describe('members of a stream', () => {
  test('each says what it says alone', async () => {
    const ids = ['page-hinkley?threshold=10', 'cusum', 'adwin', 'kswin']
    const found = await walk({ members: ids.join(','), rule: 'minimum', approvals: 4, reset: 'none' }, step)
    const [view] = found.views
    if (view?.kind !== 'lines') throw new Error('no lines')
    expect(view.series.map((s) => s.name)).toEqual(['Page-Hinkley (threshold 10)', 'CUSUM', 'ADWIN', 'KSWIN'])
    for (const [k, id] of ids.entries()) {
      const [name = '', text] = id.split('?')
      const params = text ? { threshold: 10 } : {}
      const stream = await openStream(name, params)
      const alone = step.map((row) => {
        const { drift, warning } = stream.update(row)
        return drift ? 2 : warning ? 1 : 0
      })
      expect([...view.series[k]!.values]).toEqual(alone)
    }
    expect([...found.series[0]!.values]).toEqual(
      step.map((_, i) => view.series.filter((s) => s.values[i] === 2).length),
    )
  })

  test('drifts that come apart meet by confirmation alone', async () => {
    const members = 'page-hinkley?threshold=25,page-hinkley?threshold=60'
    expect((await walk({ members, rule: 'majority' }, step)).drift).toBe(false)
    const found = await walk({ members, rule: 'confirmed', sensitivity: 2, wait: 60 }, step)
    expect(found.alarms[0]?.start).toBeGreaterThan(300)
    expect(found.alarms[0]?.start).toBeLessThan(340)
    expect(found.threshold).toBe(1.5)
  })

  test('a detector of one column has a vote for each, and a reference is passed on', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => [normal(random), normal(random) + (i < 100 ? 0 : 3)])
    const found = await walk(
      { members: 'iks?window=30&alpha=0.0001', rule: 'minimum' },
      rows,
      normalSample(3, 200, 2),
    )
    const [view] = found.views
    if (view?.kind !== 'lines') throw new Error('no lines')
    expect(view.series.map((s) => s.name)).toEqual([
      'Incremental KS (window 30, alpha 0.0001): x1',
      'Incremental KS (window 30, alpha 0.0001): x2',
    ])
    expect(view.series.map((s) => s.values.includes(2))).toEqual([false, true])
  })

  test('beside a detector of labels, detectors of errors see the errors', async () => {
    const rows = Array.from({ length: 800 }, (_, i) => {
      const truth = uniform(random) < 0.5 ? 1 : 0
      return [truth, uniform(random) < (i < 400 ? 0.1 : 0.6) ? 1 - truth : truth]
    })
    const found = await walk(
      { members: 'lfr,ddm,page-hinkley?threshold=5', rule: 'confirmed', sensitivity: 3, wait: 100 },
      rows,
    )
    expect(found.positions[found.alarms[0]!.start]).toBeGreaterThan(400)
    await expect(walk({ members: 'lfr' }, step)).rejects.toMatchObject({ code: 'needs-labels' })
  })

  test('columns can hold the states of members that ran elsewhere', async () => {
    const found = await walk({ members: 'columns' }, [
      [0, 1, 2],
      [2, 0, 2],
      [0, 0, 0],
    ])
    expect(found.alarms.map((a) => a.start)).toEqual([1])
    await expect(walk({ members: 'columns' }, [[0, 3]])).rejects.toThrow(/Column 2 holds 3/)
  })
})

test.each([
  ['no-such', 'unknown-detector', /There is no detector 'no-such'/],
  ['ks', 'not-a-member', /KS cannot be a member/],
  ['ensemble-stream', 'not-a-member', /Take it out of Members/],
  ['page-hinkley?nothing=1', 'bad-parameter', /Page-Hinkley, a member, has no parameter 'nothing'/],
  ['page-hinkley?threshold=-1', 'bad-parameter', /Page-Hinkley, a member: Threshold must be/],
  ['page-hinkley?threshold=much', 'bad-parameter', /a member: Threshold must be/],
  ['iks', 'needs-reference', /Incremental KS, a member, compares with a reference/],
  ['ddm', 'not-binary', /DDM, a member, takes 0 and 1/],
])('%s is refused as a member', async (members, code, sentence) => {
  const failing = walk({ members }, step)
  await expect(failing).rejects.toMatchObject({ code })
  await expect(failing).rejects.toThrow(sentence)
})

test('an ensemble runs with the members that it was loaded with', async () => {
  const detect = await loadDetector('ensemble-stream', { members: 'cusum' })
  const run = () => driveSync(detect({ members: 'adwin' }, { reference: null, test: sampleOf(step) }))
  expect(run).toThrow(expect.objectContaining({ code: 'members-not-loaded' }))
})

describe('members that compare two samples', () => {
  const reference = normalSample(5, 80, 2)
  const compare = async (params: Tuned, test: Sample) =>
    driveSync((await loadDetector('ensemble-batch', params))(params, { reference, test })) as PerColumnResult

  test('each has the verdict and the p-value that it has alone', async () => {
    const shifted = normalSample(6, 70, 2, 1)
    const found = await compare(
      { members: 'mmd?permutations=99,ks,emd', rule: 'minimum', approvals: 2 },
      shifted,
    )
    for (const [k, [id, params]] of (
      [
        ['mmd', { permutations: 99 }],
        ['ks', {}],
        ['emd', {}],
      ] as const
    ).entries()) {
      const alone = driveSync((await loadDetector(id))(params, { reference, test: shifted }))
      expect(found.columns[k]!.drift).toBe(alone.drift)
      if (alone.shape === 'two-sample') expect(found.columns[k]!.pValue).toBe(alone.pValue)
    }
    const cast = found.columns.filter((c) => c.drift).length
    expect(found.votes).toEqual({ cast, needed: 2, undecided: 0 })
    expect(found.drift).toBe(found.votes!.cast >= 2)
    expect(found.columns.map((c) => c.name)).toEqual(['MMD (permutations 99)', 'KS', 'EMD'])
  })

  test('members that could judge nothing are no votes against a drift', async () => {
    const params = { members: 'mmd,ks,welch' }
    const samples = { reference: normalSample(6, 3, 2), test: normalSample(7, 3, 2) }
    const few = driveSync((await loadDetector('ensemble-batch', params))(params, samples)) as PerColumnResult
    expect(few.undecidable).toEqual({ why: 'members', undecided: 3 })
  })

  test('a rule that no vote can meet is said', async () => {
    const found = await compare(
      { members: 'ks,ks', rule: 'ordered', firstApprovals: 2 },
      normalSample(7, 60, 2, 3),
    )
    expect(found.columns.map((c) => c.name)).toEqual(['KS', 'KS #2'])
    expect(found.drift).toBe(false)
    expect(found.notes[0]).toContain('can never find drift')
  })

  test('a detector of streams is refused', async () => {
    await expect(compare({ members: 'adwin' }, reference)).rejects.toMatchObject({ code: 'not-a-member' })
  })
})
