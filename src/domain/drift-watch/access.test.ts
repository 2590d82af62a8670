import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  accessChanges,
  isSameAccess,
  perhapsLeakedManagers,
  rebaseAccess,
  reviewAccess,
  withGrant,
  withoutDuplicates,
} from './access'
import type { Grant, Level } from './drift-record'
import { mayDo, type Visitor } from './permission'

const OWNER = '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e02'
const ME = '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e01'
const TEAM = 'urn:team'
const me: Visitor = { user: { id: ME }, entitlements: [TEAM], admin: false }
const admin: Visitor = { ...me, entitlements: [], admin: true }
const manage = (entity: string): Grant => ({ entity, level: 'Manage' })
const access = (grants: Grant[], isPublic = false) => ({ grants, isPublic })

test('the last Manage is not taken away, nor one’s own, which the server gives back', () => {
  const before = access([manage(ME)])
  expect(reviewAccess(before, access([]), me).stop).toContain('Nobody would manage')
  expect(reviewAccess(before, access([{ entity: ME, level: 'Read' }]), me).stop).toContain('Nobody')
  const two = access([manage(ME), manage(OWNER)])
  expect(reviewAccess(two, access([manage(OWNER)]), me).stop).toContain('your own Manage')
  // By an entitlement one stays a manager.
  expect(reviewAccess(two, access([manage(OWNER), manage(TEAM)]), me)).toMatchObject({
    stop: null,
    outcome: access([manage(OWNER), manage(TEAM)]),
  })
})

test('an admin who saves becomes a manager, and is told so before; an owner who loses it too', () => {
  const before = access([manage(OWNER)])
  const kept = reviewAccess(before, access([manage(OWNER), { entity: TEAM, level: 'Read' }]), admin)
  expect(kept.outcome.grants).toContainEqual(manage(ME))
  expect(kept.changes).toContainEqual({ entity: ME, before: null, after: 'Manage', byServer: true })
  expect(kept.warnings.join(' ')).toContain('makes you a manager')
  expect(kept.warnings.join(' ')).toContain('Everybody who holds urn:team')
  expect(kept.warnings.join(' ')).not.toContain('changes hands')
  const taken = reviewAccess(before, access([manage(ME), { entity: OWNER, level: 'Read' }]), admin)
  expect(taken.warnings.join(' ')).toContain('changes hands')
})

test('public and private say what they mean there', () => {
  const [before, after] = [access([manage(ME)]), access([manage(ME)], true)]
  expect(reviewAccess(before, after, me).warnings.join()).toContain('even without signing in')
  expect(reviewAccess(after, before, me).warnings.join()).toContain('stay readable for everybody')
  expect(reviewAccess(before, before, me)).toMatchObject({ changes: [], publicAfter: null, warnings: [] })
})

test('several people with Manage may have got it by a fault of the server; one, or entitlements, have not', () => {
  expect(perhapsLeakedManagers([manage(ME), manage(OWNER), manage(TEAM)])).toEqual([ME, OWNER])
  expect(perhapsLeakedManagers([manage(ME), manage(ME), manage(TEAM)])).toEqual([])
  expect(perhapsLeakedManagers([manage(ME), { entity: OWNER, level: 'Edit' }])).toEqual([])
})

test('a level says what it lets one do', () => {
  expect(mayDo('Read')).toEqual(['see its records'])
  expect(mayDo('Edit')).toContain('publish to it')
  expect(mayDo('Manage')).toHaveLength(5)
})

const entity = fc.constantFrom(OWNER, ME, TEAM, 'urn:other')
const grant = fc.record({ entity, level: fc.constantFrom<Level>('Read', 'Edit', 'Manage') })
const anyAccess = fc.record({ grants: fc.array(grant, { maxLength: 6 }), isPublic: fc.boolean() })

test('the highest of duplicates counts, and changes lead from one to the other', () => {
  fc.assert(
    fc.property(anyAccess, anyAccess, (a, b) => {
      const made = accessChanges(a, b).reduce(
        (grants, change) => withGrant(grants, change.entity, change.after),
        withoutDuplicates(a.grants),
      )
      expect(isSameAccess({ grants: made, isPublic: b.isPublic }, b)).toBe(true)
    }),
  )
})

test('changes on top of what another saved: mine win where both touch one, theirs stay elsewhere', () => {
  fc.assert(
    fc.property(anyAccess, anyAccess, anyAccess, (base, mine, theirs) => {
      const merged = rebaseAccess(base, mine, theirs)
      const touched = new Set(accessChanges(base, mine).map((change) => change.entity))
      for (const { entity, level } of merged.grants) {
        const source = withoutDuplicates((touched.has(entity) ? mine : theirs).grants)
        expect(source).toContainEqual({ entity, level })
      }
      expect(isSameAccess(rebaseAccess(base, base, theirs), theirs)).toBe(true)
      expect(isSameAccess(rebaseAccess(base, mine, base), mine)).toBe(true)
    }),
  )
})
