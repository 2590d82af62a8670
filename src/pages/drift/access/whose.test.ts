import { expect, test } from 'vitest'
import { entityFault, whoseGrant } from './whose'

const ID = '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e01'
const OTHER = '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e02'
const user = { id: ID, subject: 's', issuer: 'https://i', email: 'me@example.org' }
const me = { user, entitlements: ['urn:team'], admin: false }

test('people are named where the server told who they are, entitlements name themselves', () => {
  expect(whoseGrant(ID, me, [])).toEqual({ name: 'me@example.org', kind: 'you' })
  expect(whoseGrant(OTHER, me, [])).toEqual({ name: OTHER, kind: 'person' })
  expect(whoseGrant(OTHER, me, [{ ...user, id: OTHER, email: 'o@example.org' }]).name).toBe('o@example.org')
  expect(whoseGrant('urn:team', me, []).kind).toBe('your entitlement')
  expect(whoseGrant('urn:team', null, []).kind).toBe('entitlement')
})

test('what is typed is an id or an entitlement, and not one that is there', () => {
  expect(entityFault('urn:mace:egi.eu:group:vo:role=member#aai.egi.eu', [])).toBeNull()
  expect(entityFault('platform-access', [])).toBeNull()
  expect(entityFault('me@example.org', [])).toContain('email address')
  expect(entityFault(ID, [ID])).toContain('already')
  expect(entityFault('', [])).not.toBeNull()
  expect(entityFault('two words', [])).not.toBeNull()
})
