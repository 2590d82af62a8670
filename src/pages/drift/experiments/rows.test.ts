import { expect, test } from 'vitest'
import type { DriftExperiment, DriftRecord, Me } from '~/domain/drift-watch/drift-record'
import { recentOf } from '~/domain/drift-watch/recent'
import { rowsOf } from './rows'
import { listCodec } from './settings'

const experiment = (id: string, more: Partial<DriftExperiment> = {}): DriftExperiment => ({
  id,
  createdAt: 0,
  name: id,
  description: null,
  isPublic: true,
  grants: [],
  ...more,
})
const me: Me = {
  user: { id: 'u1', subject: 's', issuer: 'i', email: 'r@example.org' },
  entitlements: ['vo'],
  admin: true,
}
const all = [
  experiment('b', { createdAt: 1, description: 'Camera cleanliness', isPublic: false }),
  experiment('a10', { createdAt: 2, grants: [{ entity: 'vo', level: 'Read' }] }),
  experiment('a2', { createdAt: 3, grants: [{ entity: 'u2', level: 'Manage' }] }),
]
const list = (change: Partial<typeof listCodec.empty>, who: Me | null = me) =>
  rowsOf(all, { ...listCodec.empty, ...change }, who, (id) => (id === 'b' ? 5 : null)).map(
    (row) => row.experiment.id,
  )

test('by last record, those without one come last; names as people sort them', () => {
  expect(list({})).toEqual(['b', 'a2', 'a10'])
  expect(list({ sort: 'name' })).toEqual(['a2', 'a10', 'b'])
  expect(list({ sort: 'created' })).toEqual(['a2', 'a10', 'b'])
})

test('search looks at name and description; public and mine mean what they say', () => {
  expect(list({ search: 'CAMERA b' })).toEqual(['b'])
  expect(list({ show: 'public' })).toEqual(['a2', 'a10'])
  // An admin may do everything, and that makes nothing theirs.
  expect(list({ show: 'mine' })).toEqual(['a10'])
  expect(list({ show: 'mine' }, null)).toEqual([])
})

test('a private one is in the list, with why it is locked', () => {
  const [first] = rowsOf(all, listCodec.empty, null, (id) => (id === 'b' ? 5 : null))
  expect(first?.access).toMatchObject({ allowed: false, code: 'not-signed-in' })
})

test('the last verdict is that of the last record that ended with one', () => {
  const record = (id: string, at: number, more: Partial<DriftRecord>): DriftRecord => ({
    id,
    createdAt: at,
    state: 'completed',
    model: '',
    driftDetected: false,
    tags: [],
    parameters: {},
    ...more,
  })
  const drift = record('1', 1, { driftDetected: true, parameters: { distance: 0.3 } })
  const running = record('2', 2, { state: 'running' })
  expect(recentOf([drift, running], 214)).toMatchObject({
    last: { state: 'drift', value: 0.3 },
    lastRecordAt: 2,
    total: 214,
  })
  expect(recentOf([running], 1).last?.state).toBe('running')
  expect(recentOf([], 0)).toEqual({ points: [], total: 0, last: null, lastRecordAt: null })
})

test('the settings come back from the link', () => {
  const settings = { search: 'a b', sort: 'name', show: 'mine' } as const
  expect(listCodec.read(listCodec.write(settings))).toEqual(settings)
  expect(listCodec.read(new URLSearchParams('sort=x&show=y'))).toEqual(listCodec.empty)
  expect(listCodec.write(listCodec.empty).toString()).toBe('')
})
