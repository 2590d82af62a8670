import type { Change } from './change'
import { effectiveAccess, effectiveAt } from './effective'
import { grantableLevels, HEIGHT, levelName, RIGHTS, type MlflowLevel } from './level'
import { ownAt, type AccessResource, type AccessTable } from './table'

export type WarningCode =
  | 'last-manager'
  | 'admin-unaffected'
  | 'creator-shut-out'
  | 'yourself'
  | 'level-unknown-here'
  | 'own-manage-stays'
  | 'not-managed'
  | 'none-leaks'
  | 'falls-to-default'
  | 'role-keeps'

/** Something to know before applying. */
export interface ReviewWarning {
  code: WarningCode
  /** 'fail': it cannot be applied, or nobody but an admin could repair it. */
  tone: 'fail' | 'warn'
  /** Short, ends with a point. */
  title: string
  text: string
  /** The changes it is about. */
  changes: readonly Change[]
}

/** All warnings of some changes, the gravest first; each kind once, however many cells it is about. */
export function warningsOf(changes: readonly Change[], table: AccessTable): ReviewWarning[] {
  if (changes.length === 0) return []
  const { abilities, version } = table.rules
  const isMore = (list: readonly Change[]): string =>
    list.length > 1 ? ` The same for ${list.length - 1} more.` : ''
  const found: ReviewWarning[] = []
  const add = (
    code: WarningCode,
    tone: ReviewWarning['tone'],
    about: readonly Change[],
    words: (first: Change) => readonly [title: string, text: string],
  ): void => {
    const [first] = about
    if (!first) return
    const [title, text] = words(first)
    found.push({ code, tone, title, text: text + isMore(about), changes: about })
  }

  const suspects = suspectsOf(changes, table)
  add('level-unknown-here', 'fail', suspects.unknownLevel, ({ user, resource, after }) => [
    `${levelName(after)} does not exist on MLflow ${version}.`,
    `The server would refuse it for ${user.name} on ${resource.name}. Choose another level; it is not applied.`,
  ])
  add('own-manage-stays', 'fail', suspects.ownManageLowered, ({ resource, after }) => [
    'This server cannot lower your own Manage.',
    `It would have to be taken away first, and after that you could not give yourself ${levelName(after)} on ${resource.name}. It is not applied: ask another manager or an admin, or choose None.`,
  ])
  // What is not applied needs no other warning.
  const written = applicable(changes, found)
  found.push(...lastManagers(suspects.fromManage, written, table))
  add('not-managed', 'warn', unmanaged(written, table), ({ resource }) => [
    `You do not manage ${resource.name}.`,
    'Giving and taking access needs Manage: expect the server to refuse this.',
  ])
  add(
    'yourself',
    'fail',
    suspects.yours.filter(({ before }) => before === 'MANAGE'),
    ({ resource, after }) => [
      'You take Manage from yourself.',
      `On ${resource.name} you go from Manage to ${levelName(after)} at once, and cannot undo it: only another manager or an admin can.`,
    ],
  )
  add(
    'yourself',
    'warn',
    suspects.yours.filter(({ before }) => before !== 'MANAGE'),
    ({ resource, after }) => ['This is your own access.', `On ${resource.name} you get ${levelName(after)}.`],
  )
  add(
    'creator-shut-out',
    'warn',
    suspects.fromManage.filter(
      ({ user, after, resource }) => shuts(after) && (after !== null || resource.creator === user.name),
    ),
    ({ user, resource, after }) => [
      `${user.name} may have created ${resource.name}.`,
      `The server gives Manage to whoever creates something; ${levelName(after)} takes it away.`,
    ],
  )
  if (!abilities.protectsRunSearch || !abilities.protectsArtifacts) {
    const noReads = written.filter((change) => !change.user.isAdmin && endsWithoutRead(change, table))
    add('none-leaks', 'warn', noReads, ({ user, resource }) => [
      'None does not block everything.',
      abilities.protectsRunSearch
        ? `On MLflow ${version} ${user.name} can still download files of ${resource.name}.`
        : `On MLflow ${version} ${user.name} can still search and download runs of ${resource.name}.`,
    ])
  }
  add(
    'falls-to-default',
    'warn',
    suspects.rowTaken.filter((change) => fallsToDefault(change, table)),
    ({ user, resource }) => [
      'Without a row, the server’s default applies.',
      table.rules.default
        ? `${user.name} keeps ${levelName(table.rules.default.level)} on ${resource.name}, like everybody else.`
        : `The server does not report its default, so it is unknown what ${user.name} may do on ${resource.name} then.`,
    ],
  )
  add(
    'role-keeps',
    'warn',
    suspects.ofMembers.filter((change) => roleKeeps(change, table)),
    ({ user, resource, after }) => [
      'A role gives more than this row.',
      `${user.name} keeps ${levelName(levelAfter({ user, resource, after, before: null }, table))} on ${resource.name} by a role, whatever the row says.`,
    ],
  )
  add('admin-unaffected', 'warn', suspects.ofAdmins, ({ user }) => [
    'Admins may do everything.',
    `A row changes nothing for ${user.name} as long as they are an admin.`,
  ])
  return found.toSorted((a, b) => Number(b.tone === 'fail') - Number(a.tone === 'fail'))
}

/** Warnings of what is never applied. */
const BLOCKING: ReadonlySet<WarningCode> = new Set(['level-unknown-here', 'own-manage-stays'])

/** The changes that the server could take: those that no warning rules out. */
export function applicable(
  changes: readonly Change[],
  warnings: readonly ReviewWarning[],
): readonly Change[] {
  const blocked = new Set(warnings.flatMap((one) => (BLOCKING.has(one.code) ? one.changes : [])))
  if (blocked.size === 0) return changes
  return changes.filter((change) => !blocked.has(change))
}

/** Changes by what a warning can be about; one that is not applied is in the first two lists alone. */
interface Suspects {
  unknownLevel: Change[]
  ownManageLowered: Change[]
  /** Of whoever is at the screen, where they are no admin. */
  yours: Change[]
  /** They take Manage from somebody who is no admin. */
  fromManage: Change[]
  /** They end without a row. */
  rowTaken: Change[]
  /** Of people with roles. */
  ofMembers: Change[]
  ofAdmins: Change[]
}

/**
 * Sorted in one pass: a review of ten thousand cells is computed once, by code that no engine has compiled yet, and
 * each further pass over all of them is felt.
 */
function suspectsOf(changes: readonly Change[], { rules: { abilities } }: AccessTable): Suspects {
  const known = new Set<MlflowLevel>(grantableLevels(abilities))
  const found: Suspects = {
    unknownLevel: [],
    ownManageLowered: [],
    yours: [],
    fromManage: [],
    rowTaken: [],
    ofMembers: [],
    ofAdmins: [],
  }
  for (const change of changes) {
    const { user, before, after } = change
    const isUnknown = after !== null && !known.has(after)
    const isAdmin = user.isAdmin === true
    const isFromManage = !isAdmin && before === 'MANAGE'
    // From 3.13 on a level is changed by revoke + grant: without Manage, the second is refused (measured on 3.17.2).
    const isLowered = isFromManage && abilities.hasRoles && user.isYou && after !== null && after !== 'MANAGE'
    if (isUnknown) found.unknownLevel.push(change)
    if (isLowered) found.ownManageLowered.push(change)
    if (isUnknown || isLowered) continue
    if (user.isYou && !isAdmin) found.yours.push(change)
    if (isFromManage) found.fromManage.push(change)
    if (after === null) found.rowTaken.push(change)
    if (user.roleGrants !== null && user.roleGrants.length > 0) found.ofMembers.push(change)
    if (isAdmin) found.ofAdmins.push(change)
  }
  return found
}

/** Changes by somebody who is told to be neither an admin nor a manager there. */
function unmanaged(changes: readonly Change[], table: AccessTable): readonly Change[] {
  const you = table.users.findIndex(({ isYou }) => isYou)
  if (you < 0 || table.users[you]?.isAdmin === true) return []
  return changes.filter(({ resource }) => {
    const r = table.resourceAt.get(resource.key)
    if (r === undefined) return false
    const { level } = effectiveAt(table, you, r)
    return level !== 'unknown' && !RIGHTS[level].manage
  })
}

function shuts(after: MlflowLevel | null): boolean {
  return after === null || !RIGHTS[after].read
}

function levelAfter({ user, resource, after }: Change, table: AccessTable): MlflowLevel | null {
  const { level } = effectiveAccess(user, resource, after, table.rules)
  return level === 'unknown' ? null : level
}

function endsWithoutRead(change: Change, table: AccessTable): boolean {
  if (!shuts(change.after)) return false
  const level = levelAfter(change, table)
  return level === null ? change.after !== null : !RIGHTS[level].read
}

function fallsToDefault({ user, after, before, resource }: Change, table: AccessTable): boolean {
  if (after !== null || before === null || user.isAdmin) return false
  const { source, level } = effectiveAccess(user, resource, null, table.rules)
  return source === 'default' && (level === 'unknown' || RIGHTS[level].read)
}

/** Levels unite, so that a row below a role's is without effect. */
function roleKeeps({ user, resource, after }: Change, table: AccessTable): boolean {
  if (user.isAdmin || after === 'DENY') return false
  const { level, source } = effectiveAccess(user, resource, after, table.rules)
  if (source !== 'role' || level === 'unknown' || level === 'DENY') return false
  return HEIGHT[level] > (after === null ? HEIGHT.NO_PERMISSIONS : HEIGHT[after])
}

/**
 * Resources that somebody managed, and that nobody but admins will.
 * @param fromManage the changes that take Manage from somebody who is no admin
 * @param changes all, for who gets it instead
 */
function lastManagers(
  fromManage: readonly Change[],
  changes: readonly Change[],
  table: AccessTable,
): ReviewWarning[] {
  if (fromManage.length === 0 || table.rules.default?.level === 'MANAGE') return []
  const byResource = new Map<AccessResource, { taken: Change[]; all: Change[] }>()
  for (const change of fromManage) {
    const one = byResource.get(change.resource)
    if (one) one.taken.push(change)
    else byResource.set(change.resource, { taken: [change], all: [] })
  }
  for (const change of changes) byResource.get(change.resource)?.all.push(change)
  const lost: { resource: AccessResource; taken: Change[]; isSure: boolean }[] = []
  for (const [resource, { taken, all }] of byResource) {
    const managed = managedAfter(resource, all, table)
    if (managed !== 'yes') lost.push({ resource, taken, isSure: managed === 'no' })
  }
  const [first] = lost
  const who = first?.taken[0]
  if (!first || !who) return []
  const others = lost.length > 1 ? ` The same for ${lost.length - 1} more.` : ''
  const goes = `${who.user.name} goes from Manage to ${levelName(who.after)}`
  const [title, text] = first.isSure
    ? [
        `${first.resource.name} loses its last manager.`,
        `${goes}; only admins could change access after that.`,
      ]
    : [
        `${first.resource.name} may lose its last manager.`,
        `${goes}, and the server does not tell you who else has it.`,
      ]
  return [
    {
      code: 'last-manager',
      tone: 'fail',
      title,
      text: text + others,
      changes: lost.flatMap(({ taken }) => taken),
    },
  ]
}

/** 'yes': somebody other than an admin still manages it; 'hidden': the server does not tell. */
function managedAfter(
  resource: AccessResource,
  changes: readonly Change[],
  table: AccessTable,
): 'yes' | 'no' | 'hidden' {
  const r = table.resourceAt.get(resource.key)
  if (r === undefined) return 'no'
  const afterOf = new Map(changes.map(({ user, after }) => [user, after]))
  let isHidden = false
  for (const [u, user] of table.users.entries()) {
    if (user.isAdmin) continue
    const changed = afterOf.get(user)
    const own = changed === undefined ? ownAt(table, u, r) : changed
    const { level, source } = effectiveAccess(user, resource, own, table.rules)
    if (level === 'MANAGE') return 'yes'
    if (source === 'hidden') isHidden = true
  }
  return isHidden ? 'hidden' : 'no'
}
