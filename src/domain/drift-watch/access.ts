import type { DriftExperiment, Grant, Level } from './drift-record'
import { includesLevel, type Visitor } from './permission'

/** Who may use an experiment: its grants, and whether everybody sees its records. */
export type Access = Pick<DriftExperiment, 'grants' | 'isPublic'>

/** What becomes of somebody. Null: no grant. */
export interface GrantChange {
  entity: string
  before: Level | null
  after: Level | null
  /** Nobody asked for it: the server does it. */
  byServer?: true
}

export interface AccessReview {
  /** What the server will have afterwards. */
  outcome: Access
  changes: readonly GrantChange[]
  /** Null: it stays as it is. */
  publicAfter: boolean | null
  /** Why it is not sent; null: it may be. */
  stop: string | null
  /** What to think of before. */
  warnings: readonly string[]
}

/** One grant for each entity, the highest: the server keeps duplicates, and the highest counts. */
export function withoutDuplicates(grants: readonly Grant[]): Grant[] {
  const highest = new Map<string, Level>()
  for (const { entity, level } of grants)
    if (!includesLevel(highest.get(entity) ?? null, level)) highest.set(entity, level)
  return [...highest].map(([entity, level]) => ({ entity, level }))
}

/** The grants with one entity's level set, or taken away (null). */
export function withGrant(grants: readonly Grant[], entity: string, level: Level | null): Grant[] {
  if (level === null) return grants.filter((grant) => grant.entity !== entity)
  if (!grants.some((grant) => grant.entity === entity)) return [...grants, { entity, level }]
  return grants.map((grant) => (grant.entity === entity ? { entity, level } : grant))
}

/**
 * People with Manage, where there are several: then some may never have been meant. The server keeps one list for all
 * experiments that are created without `permissions`, and adds each creator to it until it is restarted (main e885d05,
 * 2025-08-14; measured). Which of them it was about, nothing tells. This app always sends the list.
 */
export function perhapsLeakedManagers(grants: readonly Grant[]): string[] {
  const people = withoutDuplicates(grants).filter(
    ({ entity, level }) => level === 'Manage' && isUserId(entity),
  )
  return people.length < 2 ? [] : people.map(({ entity }) => entity)
}

/**
 * What saving does, the server's own additions included: it gives whoever saves Manage unless the saved list does (its
 * `PUT /experiment`, main e885d05, 2025-08-14). An admin who saves somebody's experiment thereby becomes a manager of it.
 */
export function reviewAccess(before: Access, draft: Access, me: Visitor): AccessReview {
  const wanted = withoutDuplicates(draft.grants)
  const myId = me.user?.id ?? null
  const names = new Set([...(myId === null ? [] : [myId]), ...me.entitlements])
  const manages = ({ entity, level }: Grant) => level === 'Manage' && names.has(entity)
  const isAdded = myId !== null && !wanted.some(manages)
  const grants = isAdded && myId !== null ? withGrant(wanted, myId, 'Manage') : wanted
  const changes = changesBetween(before.grants, grants).map((change): GrantChange =>
    isAdded && change.entity === myId ? { ...change, byServer: true } : change,
  )
  const gaveUp = isAdded && before.grants.some(manages)
  const publicAfter = draft.isPublic === before.isPublic ? null : draft.isPublic
  const review = { outcome: { grants, isPublic: draft.isPublic }, changes, publicAfter }
  return {
    ...review,
    stop: wanted.some(({ level }) => level === 'Manage')
      ? gaveUp
        ? 'You cannot give up your own Manage: the server gives it back to whoever saves. Let another manager take it from you.'
        : null
      : 'Nobody would manage this experiment any more. Leave Manage to at least one person or entitlement.',
    warnings: warningsOf(before, review, isAdded && !gaveUp),
  }
}

function changesBetween(before: readonly Grant[], after: readonly Grant[]): GrantChange[] {
  const was = new Map(withoutDuplicates(before).map(({ entity, level }) => [entity, level]))
  const is = new Map(after.map(({ entity, level }) => [entity, level]))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((entity): GrantChange[] => {
    const change = { entity, before: was.get(entity) ?? null, after: is.get(entity) ?? null }
    return change.before === change.after ? [] : [change]
  })
}

function warningsOf(
  before: Access,
  { changes, publicAfter, outcome }: Pick<AccessReview, 'changes' | 'publicAfter' | 'outcome'>,
  becomesManager: boolean,
): string[] {
  const managers = before.grants.filter(({ level }) => level === 'Manage').map(({ entity }) => entity)
  const kept = managers.filter((entity) =>
    outcome.grants.some((grant) => grant.entity === entity && grant.level === 'Manage'),
  )
  const lost = managers.length > 0 && kept.length === 0
  return [
    ...(becomesManager
      ? ['The server makes you a manager of it: it does so with whoever saves, even an admin.']
      : []),
    ...(lost
      ? [
          managers.length === 1
            ? 'Whoever manages it now loses that: the experiment changes hands.'
            : 'All who manage it now lose that: the experiment changes hands.',
        ]
      : []),
    ...(publicAfter === true ? ['Everybody will see its records, even without signing in.'] : []),
    ...(publicAfter === false
      ? [
          'Only people with a level will see its records. Its name, its description and this list of levels stay readable for everybody: the server hides none of them.',
        ]
      : []),
    ...changes
      .filter(({ entity, before }) => before === null && !isUserId(entity))
      .map(({ entity }) => `Everybody who holds ${entity} gets this level, including people who join later.`),
  ]
}

/** The server names users by a UUID; anything else is an entitlement. */
export function isUserId(entity: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(entity)
}

/**
 * My changes on top of what somebody else saved meanwhile.
 * @param base what I began with
 */
export function rebaseAccess(base: Access, mine: Access, now: Access): Access {
  const changes = changesBetween(base.grants, withoutDuplicates(mine.grants))
  return {
    grants: changes.reduce(
      (grants, { entity, after }) => withGrant(grants, entity, after),
      withoutDuplicates(now.grants),
    ),
    isPublic: mine.isPublic === base.isPublic ? now.isPublic : mine.isPublic,
  }
}

/** Whether two give everybody the same. */
export function isSameAccess(a: Access, b: Access): boolean {
  return a.isPublic === b.isPublic && changesBetween(a.grants, withoutDuplicates(b.grants)).length === 0
}

/** What somebody else changed meanwhile: for the sentence about it. */
export const accessChanges = (before: Access, now: Access): readonly GrantChange[] =>
  changesBetween(before.grants, withoutDuplicates(now.grants))
