import { describe, expect, test } from 'vitest'
import { defects } from '../verify/defects'
import { checkFile, type FileOutcome } from '../verify/files'
import { goldenTexts } from './vectors'

const outcomes = new Map<string, FileOutcome>()

describe.each(Object.keys(goldenTexts))('golden %s', (name) => {
  test('every case agrees within its own tolerance, or pins a named defect', async () => {
    const outcome = await checkFile(name, await goldenTexts[name]!())
    outcomes.set(name, outcome)
    expect(outcome.failed).toEqual([])
    expect(outcome.passed + outcome.notOffered.length).toBeGreaterThan(0)
    for (const { row } of outcome.notOffered) expect(defects).toHaveProperty(String(row))
  })
})

test('what is not offered is a tenth of all at most, and listed', () => {
  const all = [...outcomes.values()]
  const notOffered = all.flatMap((o) =>
    o.notOffered.map((c) => `${o.name}: ${c.case} (row ${c.row}: ${c.why})`),
  )
  const cases = all.reduce((sum, o) => sum + o.passed + o.failed.length + o.notOffered.length, 0)
  expect(notOffered.length).toBeLessThanOrEqual(cases / 10)
  expect(notOffered).toMatchSnapshot()
})
