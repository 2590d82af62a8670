import { describe, expect, it } from 'vitest'
import type { BatchCell } from './batch'
import { changeLogCsv, lastSet, loggedCells, type LoggedBatch } from './change-log'
import { estimateMs, paceMeter } from './pace'
import { experiment } from './tables.test-support'

const cell = (after: BatchCell['after']): BatchCell => ({
  user: '=ann',
  resource: experiment('1'),
  name: 'one',
  before: null,
  after,
  isOwn: false,
})
const batch = (at: number, after: BatchCell['after'], isDone = true): LoggedBatch => ({
  id: String(at),
  at,
  server: 'here',
  by: 'me',
  kind: 'changes',
  cells: loggedCells(
    [cell(after)],
    [isDone ? { state: 'done', isReadBack: true, wasSo: false } : { state: 'conflict', found: 'EDIT' }],
  ),
})

describe('the change log', () => {
  it('knows what was last set here, by what succeeded on this server', () => {
    const log = [
      batch(3, 'EDIT', false),
      batch(2, 'READ'),
      batch(1, 'MANAGE'),
      { ...batch(9, null), server: 'there' },
    ]
    expect([...lastSet(log, 'here')]).toEqual([['=ann\ne:1', 'READ']])
  })

  it('is exported without formulas, newest first', () => {
    const lines = changeLogCsv([batch(0, 'READ'), batch(1000, 'EDIT', false)]).split('\r\n')
    expect(lines[1]).toBe(
      "1970-01-01T00:00:01.000Z,here,me,changes,'=ann,experiment,1,one,None,Edit,conflict,Somebody else changed it: it is now Edit.",
    )
    expect(lines[2]).toContain('done')
  })
})

describe('the pace', () => {
  it('counts the time in which something is under way', async () => {
    let now = 0
    const meter = paceMeter(() => now)
    const both = [100, 100].map((ms) =>
      meter.time(async () => {
        await Promise.resolve()
        now = Math.max(now, ms)
      }),
    )
    await Promise.all(both)
    now = 5000
    await meter.time(async () => void (now += 100))
    expect(meter.pace()).toEqual({ requests: 3, ms: 200 })
    expect(estimateMs(30, meter.pace())).toBe(2000)
    expect(estimateMs(30, null)).toBeNull()
  })
})
