import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tries } from '~/lib/tries.test-support'

import { compileFilter } from './evaluate'
import { fieldsOf, filterArbitrary, runArbitrary, type PlainRun } from './filters.test-support'
import { parseFilter } from './parse'
import { planFilter, planNotes, type FilterPlan } from './plan'
import { printFilter } from './print'
import { parseServerFilter, serverSemantics } from './server-parse'

function plan(
  text: string,
  version: string | null = '2.21.3',
): { searches: readonly string[]; leftover: string | null; notes: readonly string[] } {
  const parsed = parseFilter(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const { searches, leftover, notes } = planFilter(parsed.filter, version)
  return {
    searches,
    leftover: leftover && printFilter(leftover),
    notes: notes.map(({ message, from, to }) => `${text.slice(from, to)}: ${message}`),
  }
}

/** What a server of that version finds. */
function serverFinds(search: string, runs: readonly PlainRun[], version: string): readonly PlainRun[] {
  const parsed = parseServerFilter(search, version)
  if (!parsed.ok) throw new Error(`${search}: ${parsed.message}`)
  const matches = compileFilter(parsed.filter, serverSemantics(version))
  return runs.filter((run) => matches(fieldsOf(run)))
}

function finds(
  { searches, leftover }: FilterPlan,
  runs: readonly PlainRun[],
  version: string,
): ReadonlySet<PlainRun> {
  const found = new Set(searches.flatMap((search) => serverFinds(search, runs, version)))
  if (!leftover) return found
  const matches = compileFilter(leftover)
  return new Set([...found].filter((run) => matches(fieldsOf(run))))
}

describe('planFilter', () => {
  it.each([
    ['', [''], null],
    ["metrics.acc > 0.9 AND params.model = 'unet'", ["metrics.acc > 0.9 AND params.model = 'unet'"], null],
    ['unet', ["attribute.run_name ILIKE '%unet%'"], null],
    ['metrics.acc < 0.9', ['metrics.acc < 0.9'], 'metrics.acc < 0.9'],
    ["params.a = 'x' OR status = FAILED", ["params.a = 'x'", "attribute.status = 'FAILED'"], null],
    [
      "params.a IN ('x', 'y') metrics.b > 1",
      ["metrics.b > 1 AND params.a = 'x'", "metrics.b > 1 AND params.a = 'y'"],
      null,
    ],
    ["params.a NOT IN ('x', 'y')", ["params.a != 'x' AND params.a != 'y'"], null],
    ['params.lr < 0.01 AND metrics.acc > 1', ["params.lr LIKE '%' AND metrics.acc > 1"], 'params.lr < 0.01'],
    ["run_id IN ('a1', 'b2')", ["attribute.run_id IN ('a1', 'b2')"], null],
    ["tags.env IS NULL AND tags.a = 'b'", ["tags.a = 'b'"], 'tags.env IS NULL'],
    ['tags.env IS NOT NULL', ["tags.env LIKE '%'"], null],
    ['duration > 2h AND unet', ["attribute.run_name ILIKE '%unet%'"], 'duration > 7200000'],
    ["params.x = 'it''s \"x\"'", [`params.x LIKE 'it_s "x"'`], `params.x = 'it''s "x"'`],
    ["params.x ILIKE '%ö%'", ["params.x ILIKE '%_%'"], "params.x ILIKE '%ö%'"],
    ["params.a = 'x' OR (params.a = 'x' AND params.b = 'y')", ["params.a = 'x'"], null],
    ["params.a = 'x' OR duration > 1", [''], "params.a = 'x' OR duration > 1"],
  ])('%s on 2.21', (text, searches, leftover) => {
    const { searches: sent, leftover: left } = plan(text)
    expect([...sent].sort()).toEqual([...searches].sort())
    expect(left).toBe(leftover)
  })

  it('uses what newer servers can do', () => {
    expect(plan('metrics.acc < 0.9', '3.17.2')).toEqual({
      searches: ['metrics.acc < 0.9'],
      leftover: null,
      notes: [],
    })
    expect(plan("NOT tags.a = 'b'", '3.11.1').searches).toEqual(["tags.a != 'b'", 'tags.a IS NULL'])
    expect(plan('params.lr < 1', '3.11.1').searches).toEqual(['params.lr IS NOT NULL'])
    expect(plan('tags.env IS NULL', null).searches).toEqual([''])
  })

  it('keeps data sets apart from what an old server cannot join them with', () => {
    const text = "dataset.name = 'thermal' AND metrics.acc > 0.9 AND status = FINISHED"
    const old = plan(text, '3.6.0')
    expect(old.searches).toEqual(["metrics.acc > 0.9 AND attribute.status = 'FINISHED'"])
    expect(old.leftover).toBe("dataset.name = 'thermal' AND metrics.acc > 0.9 AND status = 'FINISHED'")
    expect(old.notes.join()).toContain('Before MLflow 3.9')
    expect(plan(text, '3.9.0').leftover).toBeNull()
    expect(plan("dataset.name = 'thermal' AND status = FINISHED").leftover).toBeNull()
    expect(plan("dataset.name = 'thermal' AND unet").searches).toEqual(["attribute.run_name ILIKE '%unet%'"])
  })

  it('asks for experiments in the words that servers take for them', () => {
    const text =
      "thermal creation_time > '2026-01-01' tags.team = 'a' experiment_id IN ('1', '2') NOT tags.x IS NULL"
    const parsed = parseFilter(text, 'experiments')
    if (!parsed.ok) throw new Error(parsed.error.message)
    const newer = planFilter(parsed.filter, '3.17.2', { subject: 'experiments' })
    expect(newer.searches).toEqual([
      "attribute.name ILIKE '%thermal%' AND attribute.creation_time > 1767225600000 AND tags.team = 'a' AND attribute.experiment_id IN ('1', '2') AND tags.x IS NOT NULL",
    ])
    expect(newer.leftover).toBeNull()
    const older = planFilter(parsed.filter, '2.21.3', { subject: 'experiments' })
    expect(older.searches).toEqual([
      "attribute.name ILIKE '%thermal%' AND attribute.creation_time > 1767225600000 AND tags.team = 'a' AND tags.x LIKE '%'",
    ])
    expect(older.leftover && printFilter(older.leftover)).toBe("experiment_id IN ('1', '2')")
    for (const [plan, version] of [
      [newer, '3.17.2'],
      [older, '2.21.3'],
    ] as const) {
      expect(parseServerFilter(plan.searches[0] ?? '', version, 'experiments').ok).toBe(true)
    }
  })

  it('says in words what is finished here', () => {
    expect(plan('params.lr < 0.01 AND (a OR b)').notes).toEqual([
      'params.lr < 0.01 AND (a OR b): The server has no OR: 2 searches are sent and combined.',
      'params.lr < 0.01: The server compares params as text: it finds those that have lr, and the numbers are compared here.',
    ])
  })

  it('sends no more searches than it may', () => {
    const many = Array.from({ length: 9 }, (_, place) => `params.a = '${place}'`).join(' OR ')
    const wide = plan(`metrics.acc > 1 AND (${many})`)
    expect(wide.searches).toEqual(['metrics.acc > 1'])
    expect(wide.leftover).toContain("params.a = '8'")
    const product = plan('(a OR b) AND (c OR d) AND (e OR f) AND (g OR h)')
    expect(product.searches).toHaveLength(8)
    expect(product.notes.join()).toContain('more than 8 searches')
  })

  it.each(['2.21.3', '3.11.1', '3.17.2'])('finds with %s what the filter matches', (version) => {
    fc.assert(
      fc.property(filterArbitrary, fc.array(runArbitrary, { minLength: 1, maxLength: 8 }), (filter, runs) => {
        const matches = compileFilter(filter)
        const expected = new Set(runs.filter((run) => matches(fieldsOf(run))))
        const made = planFilter(filter, version)
        expect(made.searches.length).toBeGreaterThan(0)
        expect(made.searches.length).toBeLessThanOrEqual(8)
        expect(finds(made, runs, version)).toEqual(expected)
      }),
      { numRuns: tries(1500) },
    )
  })
})

it('where all runs are here, it is told what a server lacks, not what it would be asked or gets wrong', () => {
  const notes = (text: string, isPartial: boolean) => {
    const parsed = parseFilter(text)
    if (!parsed.ok) throw new Error(parsed.error.message)
    return planNotes(planFilter(parsed.filter, '2.21.3'), isPartial).map(({ message }) => message)
  }
  const either = "params.model = 'unet' or metrics.acc > 2"
  expect(notes(either, true)).toEqual(['The server has no OR: 2 searches are sent and combined.'])
  expect(notes(either, false)).toEqual(['The server has no OR.'])
  expect(notes('metrics.acc < 1', true)).toHaveLength(1)
  expect(notes('metrics.acc < 1', false)).toEqual([])
  expect(notes('params.lr < 0.1', false)).toEqual(notes('params.lr < 0.1', true))
})
