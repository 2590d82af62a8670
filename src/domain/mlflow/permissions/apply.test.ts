import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { HttpError, NetworkError } from '~/lib/errors'
import { applyCells } from './apply'
import { orderOf, retryOf, undoOf, type BatchCell, type CellResult } from './batch'
import type { MlflowLevel } from './level'
import { ChangeFault, type PermissionServer } from './server'
import { experiment, memoryServer } from './tables.test-support'

const levels: MlflowLevel[] = ['NO_PERMISSIONS', 'READ', 'EDIT', 'MANAGE']
const sleep = () => Promise.resolve()
const options = { levels, sleep }

const cell = (
  user: string,
  id: string,
  before: BatchCell['before'],
  after: BatchCell['after'],
): BatchCell => ({
  user,
  resource: experiment(id),
  name: id,
  before,
  after,
  isOwn: user === 'me',
})
const rowsOf = (rows: Record<string, MlflowLevel>) => new Map(Object.entries(rows))
const states = (results: readonly CellResult[]) => results.map(({ state }) => state)
const DONE: CellResult = { state: 'done', isReadBack: true, wasSo: false }
const refusal = (status: number, after: number | null = null) =>
  new HttpError('PATCH /x', status, null, 'no', after)

describe('applying', () => {
  it('writes each cell and reads it back', async () => {
    const rows = rowsOf({ 'a 1': 'READ' })
    const server = memoryServer(rows)
    const results = await applyCells(
      server,
      [cell('a', '1', 'READ', null), cell('b', '1', null, 'EDIT')],
      options,
    )
    expect(results).toEqual([DONE, DONE])
    expect([...rows]).toEqual([['b 1', 'EDIT']])
    expect(server.requests).toBe(6)
  })

  it('has at most six requests under way', async () => {
    const cells = Array.from({ length: 200 }, (_, i) => cell(`u${i % 20}`, String(i), null, 'READ'))
    const server = memoryServer(new Map())
    expect(states(await applyCells(server, cells, options))).toEqual(cells.map(() => 'done'))
    expect(server.most).toBe(6)
  })

  it('begins with one cell of each user, and writes one’s own last and alone', () => {
    const cells = ['me 1', 'a 1', 'a 2', 'b 1'].map((text) => {
      const [user = '', id = ''] = text.split(' ')
      return cell(user, id, null, 'READ')
    })
    expect(orderOf(cells).map((place) => `${cells[place]?.user} ${cells[place]?.resource.id}`)).toEqual([
      'a 1',
      'b 1',
      'a 2',
      'me 1',
    ])
  })

  it('shows what somebody else changed and leaves it', async () => {
    const rows = rowsOf({ 'a 1': 'EDIT', 'a 2': 'MANAGE' })
    const results = await applyCells(
      memoryServer(rows),
      [cell('a', '1', 'READ', null), cell('a', '2', 'READ', 'MANAGE')],
      options,
    )
    expect(results).toEqual([
      { state: 'conflict', found: 'EDIT' },
      { state: 'done', isReadBack: true, wasSo: true },
    ])
    expect(rows.get('a 1')).toBe('EDIT')
  })

  it('does not try a level that the server does not know', async () => {
    const server = memoryServer(new Map())
    const results = await applyCells(server, [cell('a', '1', null, 'DENY')], options)
    expect(results).toEqual([{ state: 'not-tried', why: 'level-unknown' }])
    expect(server.requests).toBe(0)
  })

  it('goes on where one cell is refused', async () => {
    const server = memoryServer(new Map(), (what, user) => {
      if (what === 'write' && user === 'b') throw refusal(404)
    })
    const results = await applyCells(
      server,
      ['a', 'b', 'c'].map((user) => cell(user, '1', null, 'READ')),
      options,
    )
    expect(states(results)).toEqual(['done', 'failed', 'done'])
    expect(results[1]).toMatchObject({ stands: null })
  })

  it('waits as long as the server asks, and then goes on', async () => {
    let refusals = 3
    const waits: (number | null)[] = []
    const server = memoryServer(new Map(), (what) => {
      if (what === 'write' && refusals-- > 0) throw refusal(429, 2500)
    })
    const results = await applyCells(server, [cell('a', '1', null, 'READ')], {
      ...options,
      onWait: (ms) => void waits.push(ms),
    })
    expect(results).toEqual([DONE])
    expect(waits).toEqual([2500, null, 2500, null, 2500, null])
  })

  it('doubles its own waits, and gives up on all where the server stays busy', async () => {
    const waits: (number | null)[] = []
    const server = memoryServer(new Map(), () => {
      throw refusal(503)
    })
    const cells = Array.from({ length: 20 }, (_, i) => cell(`u${i}`, '1', null, 'READ'))
    const results = await applyCells(server, cells, { ...options, onWait: (ms) => void waits.push(ms) })
    expect(waits.filter((ms) => ms !== null).slice(0, 5)).toEqual([1000, 2000, 4000, 8000, 16_000])
    expect(new Set(states(results))).toEqual(new Set(['not-tried']))
    expect(server.requests).toBeLessThan(50)
  })

  it('leaves the rest untried where the connection is lost in the middle', async () => {
    const rows = new Map<string, MlflowLevel>()
    let requests = 0
    const server = memoryServer(rows, () => {
      requests += 1
      if (requests > 31) throw new NetworkError('GET /x', 'gone')
    })
    const cells = Array.from({ length: 40 }, (_, i) => cell(`u${i}`, '1', null, 'READ'))
    const results = await applyCells(server, cells, options)
    expect(results.at(-1)).toEqual({ state: 'not-tried', why: 'connection' })
    expect(states(results).filter((state) => state === 'done').length).toBeGreaterThan(0)
    results.forEach((result, i) => {
      if (result.state === 'done') expect(rows.get(`u${i} 1`)).toBe('READ')
      if (result.state === 'not-tried') expect(rows.has(`u${i} 1`)).toBe(false)
    })
    const again = retryOf(cells, results)
    expect(states(await applyCells(memoryServer(rows), again, options))).toEqual(again.map(() => 'done'))
    expect(rows.size).toBe(40)
  })

  it('tells the refusal where nobody is signed in any more, and leaves the rest untried', async () => {
    const told: unknown[] = []
    const ended = refusal(401)
    const server = memoryServer(new Map(), () => {
      throw ended
    })
    const cells = ['a', 'b'].map((user) => cell(user, '1', null, 'READ'))
    const results = await applyCells(server, cells, {
      ...options,
      onSignedOut: (error) => told.push(error),
    })
    expect(results).toEqual(cells.map(() => ({ state: 'not-tried', why: 'signed-out' })))
    expect(new Set(told)).toEqual(new Set([ended]))
  })

  it('looks again after a lost answer: what was written is done', async () => {
    const rows = new Map<string, MlflowLevel>()
    const honest = memoryServer(rows)
    const server: PermissionServer = {
      read: honest.read,
      write: async (...call) => {
        await honest.write(...call)
        throw new NetworkError('PATCH /x', 'lost')
      },
    }
    expect(await applyCells(server, [cell('a', '1', null, 'READ')], options)).toEqual([DONE])
  })

  it('never says done where the server still has something else', async () => {
    const server: PermissionServer = { read: async () => 'READ', write: async () => undefined }
    expect(await applyCells(server, [cell('a', '1', 'READ', 'EDIT')], options)).toEqual([
      { state: 'failed', says: 'The server accepted Edit but still reports Read.', stands: 'READ' },
    ])
  })

  it('says “cannot be read back” where rows are hidden', async () => {
    const server: PermissionServer = { read: async () => 'hidden', write: async () => undefined }
    expect(await applyCells(server, [cell('a', '1', 'hidden', 'EDIT')], options)).toEqual([
      { state: 'done', isReadBack: false, wasSo: false },
    ])
  })

  it('tells what stands after a change that stopped half-way, and retries from there', async () => {
    const server: PermissionServer = {
      read: async () => 'hidden',
      write: async () => {
        throw new ChangeFault(null, 'Read was taken, and Edit refused.')
      },
    }
    const cells = [cell('a', '1', 'READ', 'EDIT')]
    const results = await applyCells(server, cells, options)
    expect(results).toEqual([{ state: 'failed', says: 'Read was taken, and Edit refused.', stands: null }])
    expect(retryOf(cells, results)[0]?.before).toBeNull()
  })

  it('stops after what is under way when cancelled', async () => {
    const controller = new AbortController()
    const rows = new Map<string, MlflowLevel>()
    const server = memoryServer(rows, (what) => {
      if (what === 'write') controller.abort()
    })
    const cells = Array.from({ length: 30 }, (_, i) => cell(`u${i}`, '1', null, 'READ'))
    const results = await applyCells(server, cells, { ...options, signal: controller.signal })
    const done = results.filter(({ state }) => state === 'done').length
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThanOrEqual(6)
    expect(rows.size).toBe(done)
  })

  it('tells the truth of every cell, whatever the server does', async () => {
    const kinds = fc.constantFrom<'ok' | '404' | '429' | '500' | 'lost'>(
      'ok',
      'ok',
      'ok',
      '404',
      '429',
      '500',
      'lost',
    )
    const level = fc.constantFrom(null, ...levels)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(level, level, level), { maxLength: 30 }),
        fc.array(kinds, { minLength: 1, maxLength: 60 }),
        async (plan, luck) => {
          const rows = new Map<string, MlflowLevel>()
          const cells = plan.map(([stands, before, after], i) => {
            if (stands !== null) rows.set(`u${i % 7} ${i}`, stands)
            return cell(`u${i % 7}`, String(i), before, after)
          })
          const untouched = new Map(rows)
          let at = 0
          const server = memoryServer(rows, () => {
            const kind = luck[at++ % luck.length]
            if (kind === 'lost') throw new NetworkError('GET /x', 'gone')
            if (kind !== 'ok') throw refusal(Number(kind))
          })
          const results = await applyCells(server, cells, options)
          results.forEach((result, i) => {
            const key = `u${i % 7} ${i}`
            const now = rows.get(key) ?? null
            const was = untouched.get(key) ?? null
            if (result.state === 'done') expect(now).toBe(cells[i]?.after)
            else expect(now).toBe(was)
            if (result.state === 'conflict') expect(result.found).toBe(now)
            expect(['done', 'conflict', 'failed', 'not-tried']).toContain(result.state)
          })
        },
      ),
      { numRuns: tries(300) },
    )
  })
})

describe('undoing', () => {
  it('takes back what was written, and nothing else', async () => {
    const rows = rowsOf({ 'a 1': 'READ', 'c 1': 'EDIT' })
    const before = new Map(rows)
    const cells = [
      cell('a', '1', 'READ', 'MANAGE'),
      cell('b', '1', null, 'EDIT'),
      cell('c', '1', 'READ', null),
    ]
    const results = await applyCells(memoryServer(rows), cells, options)
    const undo = undoOf(cells, results)
    expect(undo.cells).toHaveLength(2)
    await applyCells(memoryServer(rows), undo.cells, options)
    expect(rows).toEqual(before)
  })

  it('refuses a cell that somebody changed since', async () => {
    const rows = new Map<string, MlflowLevel>()
    const cells = [cell('a', '1', null, 'READ')]
    const { cells: undo } = undoOf(cells, await applyCells(memoryServer(rows), cells, options))
    rows.set('a 1', 'MANAGE')
    expect(await applyCells(memoryServer(rows), undo, options)).toEqual([
      { state: 'conflict', found: 'MANAGE' },
    ])
  })

  it('says which cells it cannot take back', () => {
    const cells = [cell('a', '1', 'hidden', 'READ')]
    expect(undoOf(cells, [{ state: 'done', isReadBack: false, wasSo: false }]).left).toHaveLength(1)
  })
})
