import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Grant, Level } from './drift-record'
import { type Action, can, includesLevel, levelOf, type RefusalCode, type Visitor } from './permission'

const ROLE = 'urn:mace:egi.eu:group:vo.imagine-ai.eu:role=member#aai.egi.eu'
const experiment = (isPublic: boolean) => ({
  isPublic,
  grants: [
    { entity: 'reader', level: 'Read' },
    { entity: 'reader', level: 'Read' },
    { entity: ROLE, level: 'Edit' },
    { entity: 'owner', level: 'Manage' },
  ] as const satisfies readonly Grant[],
})
const person = (id: string, over: Partial<Visitor> = {}): Visitor => ({
  user: { id },
  entitlements: [],
  admin: false,
  ...over,
})

const PEOPLE = {
  anonymous: null,
  unregistered: { user: null, entitlements: [ROLE], admin: false },
  stranger: person('stranger'),
  reader: person('reader'),
  researcher: person('researcher', { entitlements: ['platform-access', ROLE] }),
  owner: person('owner'),
  admin: person('admin', { admin: true }),
  adminWithoutEntitlement: person('admin', { admin: true, member: false }),
  ownerWithoutEntitlement: person('owner', { member: false }),
} satisfies Record<string, Visitor | null>

const ACTIONS = ['see', 'publish', 'edit', 'delete', 'manage'] as const satisfies Action[]
type Cell = '+' | RefusalCode

/** As measured: private, then public. Columns: see, publish, edit, delete, manage, create. */
const TABLE = {
  anonymous: ['not-signed-in', '+'],
  unregistered: ['not-registered', 'not-registered'],
  stranger: ['needs-level', '+'],
  reader: ['+', '+'],
  researcher: ['+', '+'],
  owner: ['+', '+'],
  admin: ['+', '+'],
  adminWithoutEntitlement: ['not-member', '+'],
  ownerWithoutEntitlement: ['not-member', '+'],
} satisfies Record<keyof typeof PEOPLE, [Cell, Cell]>

const CHANGES = {
  anonymous: ['not-signed-in', 'not-signed-in', 'not-signed-in'],
  unregistered: ['not-registered', 'not-registered', 'not-registered'],
  stranger: ['needs-level', 'needs-level', '+'],
  reader: ['needs-level', 'needs-level', '+'],
  researcher: ['+', 'needs-level', '+'],
  owner: ['+', '+', '+'],
  admin: ['+', '+', '+'],
  adminWithoutEntitlement: ['not-member', 'not-member', '+'],
  ownerWithoutEntitlement: ['not-member', 'not-member', '+'],
} satisfies Record<keyof typeof PEOPLE, [records: Cell, manage: Cell, create: Cell]>

const cell = (verdict: ReturnType<typeof can.create>): Cell => (verdict.allowed ? '+' : verdict.code)
const names = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]

describe.each(names)('%s', (name) => {
  const me = PEOPLE[name]
  test('sees', () => {
    expect([cell(can.see(experiment(false), me)), cell(can.see(experiment(true), me))]).toEqual(TABLE[name])
  })

  test.each([true, false])('changes (public: %s)', (isPublic) => {
    const subject = experiment(isPublic)
    for (const action of ['publish', 'edit', 'delete'] as const)
      expect(cell(can[action](subject, me))).toBe(CHANGES[name][0])
    expect(cell(can.manage(subject, me))).toBe(CHANGES[name][1])
    expect(cell(can.create(me))).toBe(CHANGES[name][2])
  })

  test('every refusal is a sentence', () => {
    const refusals = ACTIONS.map((action) => can[action](experiment(false), me)).filter((v) => !v.allowed)
    for (const { reason } of refusals) expect(reason).toMatch(/^[A-Z].{20,}\.$/)
    expect(refusals.length === 0).toBe(name === 'owner' || name === 'admin')
  })
})

test('the reason names the level held and the one needed', () => {
  expect(can.publish(experiment(true), PEOPLE.reader)).toMatchObject({
    reason: 'Your level here is Read; to publish to it you need Edit. Someone with Manage can grant it.',
  })
  expect(can.see(experiment(false), null)).toMatchObject({
    reason: 'The experiment is not public: sign in to see its records.',
  })
})

describe('levels', () => {
  const grants = fc.array(
    fc.record({
      entity: fc.constantFrom('me', ROLE, 'other'),
      level: fc.constantFrom<Level>('Read', 'Edit', 'Manage'),
    }),
  )
  test('the highest of all grants counts, in any order, of id and entitlements alone', () => {
    fc.assert(
      fc.property(grants, (list) => {
        const mine = list.filter(({ entity }) => entity !== 'other')
        const highest = (['Manage', 'Edit', 'Read'] as const).find((level) =>
          mine.some((grant) => grant.level === level),
        )
        const me = person('me', { entitlements: [ROLE] })
        expect(levelOf({ grants: list }, me)).toBe(highest ?? null)
        expect(levelOf({ grants: list.toReversed() }, me)).toBe(highest ?? null)
      }),
    )
  })

  test('more rights never take one away', () => {
    fc.assert(
      fc.property(grants, fc.boolean(), fc.constantFrom(...ACTIONS), (list, isPublic, action) => {
        const me = person('me')
        const before = can[action]({ grants: list, isPublic }, me).allowed
        const more = [...list, { entity: 'me', level: 'Edit' as const }]
        if (before) expect(can[action]({ grants: more, isPublic }, me).allowed).toBe(true)
      }),
    )
  })

  test('Manage includes Edit includes Read; none includes none', () => {
    const levels = ['Read', 'Edit', 'Manage'] as const
    expect(levels.map((held) => levels.filter((asked) => includesLevel(held, asked)).length)).toEqual([
      1, 2, 3,
    ])
    expect(includesLevel(null, 'Read')).toBe(false)
  })
})
