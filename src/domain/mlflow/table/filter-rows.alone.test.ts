import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import type { Filter } from '../filter/ast'
import { compileFilter } from '../filter/evaluate'
import { fieldsOf, filterArbitrary, type PlainRun, runArbitrary } from '../filter/filters.test-support'
import { parseFilter } from '../filter/parse'
import { type Run, durationMs } from '../run'
import { filterRows } from './filter-rows'
import { idsOf, indexOf, runOf } from './runs.test-support'
import { RunIndex } from './run-index'

const numberIn = (run: PlainRun, name: string): number | null => {
  const value = run.attributes[name]
  return typeof value === 'number' ? value : null
}
const textIn = (run: PlainRun, name: string): string => String(run.attributes[name] ?? '')

function asRun(plain: PlainRun, id: string): Run {
  return runOf({
    id,
    name: textIn(plain, 'run_name'),
    user: textIn(plain, 'user_id'),
    status: textIn(plain, 'status') as Run['status'],
    artifactUri: textIn(plain, 'artifact_uri'),
    experimentId: textIn(plain, 'experiment_id'),
    startedAt: numberIn(plain, 'start_time'),
    endedAt: numberIn(plain, 'end_time'),
    metrics: { ...plain.metrics },
    params: { ...plain.params },
    tags: { ...plain.tags },
    datasets: plain.datasets.map((one) => ({
      ...one,
      sourceType: '',
      source: '',
      schema: null,
      profile: null,
    })),
  })
}

/** What a filter sees of a run itself: what a client did not say is not there. */
function fieldsOfRun(plain: PlainRun, run: Run) {
  const known = { ...plain.attributes, run_id: run.id, duration: durationMs(run) }
  const attributes = Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, value === '' ? null : value]),
  )
  return fieldsOf({ ...plain, attributes })
}

test('finds what the filter says of each run by itself, in the order of the rows', () => {
  fc.assert(
    fc.property(fc.array(runArbitrary, { maxLength: 12 }), filterArbitrary, (plain, filter) => {
      const runs = plain.map((one, i) => asRun(one, `r${i}`))
      const index = new RunIndex()
      index.put(runs)
      const says = compileFilter(filter)
      const rows = index.rowsByStart()
      const expected = idsOf(index, rows).filter((id) => {
        const at = runs.findIndex((run) => run.id === id)
        return says(fieldsOfRun(plain[at]!, runs[at]!))
      })
      expect(idsOf(index, filterRows(index, filter, rows))).toEqual(expected)
    }),
    { numRuns: tries(1000) },
  )
})

function filterOf(text: string): Filter {
  const parsed = parseFilter(text, 'runs')
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.filter
}

test('a text that many runs have is asked about once, and a clause only of the runs that the one before it left', () => {
  const index = indexOf(
    ...Array.from({ length: 90 }, (_, i) => ({
      params: { model: i % 3 === 0 ? 'unet' : 'vit', host: `node ${i}` },
    })),
  )
  const asked = vi.spyOn(String.prototype, 'includes')
  const found = filterRows(
    index,
    filterOf("params.model LIKE '%net%' AND params.host LIKE '%7%'"),
    index.rowsByStart(),
  )
  const calls = asked.mock.calls.length
  asked.mockRestore()
  expect(found.length).toBe(6)
  // Two models, and the hosts of the thirty runs of one of them.
  expect(calls).toBe(32)
})
