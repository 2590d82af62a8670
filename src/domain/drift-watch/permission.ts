import type { DriftExperiment, Level } from './drift-record'

/**
 * Who may do what with an experiment: the server's own rules, as a table that the pages and the mock read.
 * Source: `check_access` of the Drift Watch backend (main e885d05, 2025-08-14).
 */
export interface Visitor {
  /** Null: the token is valid, but its owner never registered at this server. Grants name a user by `id`. */
  user: { id: string } | null
  entitlements: readonly string[]
  /** No endpoint says so; found by asking for something that only admins may see. */
  admin: boolean
  /**
   * Holds one of the entitlements that the server asks of its users; without it no grant counts, not even an admin's.
   * Only the server knows which these are: left out, it is taken as held, since a registered user held it once.
   */
  member?: boolean
}

export type Action = 'see' | 'publish' | 'edit' | 'delete' | 'manage' | 'create'

/** Stable; the mock answers by it: 401, or 403 with the server's own message. */
export type RefusalCode = 'not-signed-in' | 'not-registered' | 'not-member' | 'needs-level'

export type Permission = { allowed: true } | { allowed: false; code: RefusalCode; reason: string }

interface Rule {
  /** The least level that suffices; null: any registered user. */
  level: Level | null
  /** What everyone may do where the experiment is public. */
  publicSuffices: boolean
  /** "publish to it": ends the sentence "… may …". */
  words: string
}

/** `edit` and `delete` mean records; the experiment itself, its grants and its visibility are `manage`. */
const RULES = {
  see: { level: 'Read', publicSuffices: true, words: 'see its records' },
  publish: { level: 'Edit', publicSuffices: false, words: 'publish to it' },
  edit: { level: 'Edit', publicSuffices: false, words: 'change its records' },
  delete: { level: 'Edit', publicSuffices: false, words: 'delete its records' },
  manage: { level: 'Manage', publicSuffices: false, words: 'change the experiment or who may use it' },
  create: { level: null, publicSuffices: false, words: 'create an experiment' },
} as const satisfies Record<Action, Rule>

const HEIGHT = { Read: 1, Edit: 2, Manage: 3 } as const satisfies Record<Level, number>

/** What a level lets one do with an experiment, as ends of a sentence: "see its records". */
export function mayDo(level: Level): string[] {
  const rules: readonly Rule[] = Object.values(RULES)
  return rules
    .filter((rule) => rule.level !== null && includesLevel(level, rule.level))
    .map(({ words }) => words)
}

/** Whether a level includes another: Manage > Edit > Read. */
export function includesLevel(held: Level | null, asked: Level): boolean {
  return held !== null && HEIGHT[held] >= HEIGHT[asked]
}

/**
 * The highest level that grants give someone (`Manage` for an admin), or null for none. That an experiment is public
 * gives no level: see `can.see`.
 */
export function levelOf(experiment: Pick<DriftExperiment, 'grants'>, me: Visitor | null): Level | null {
  if (!me?.user || me.member === false) return null
  if (me.admin) return 'Manage'
  const names = new Set([me.user.id, ...me.entitlements])
  let highest: Level | null = null
  for (const { entity, level } of experiment.grants)
    if (names.has(entity) && !includesLevel(highest, level)) highest = level
  return highest
}

type Subject = Pick<DriftExperiment, 'grants' | 'isPublic'>

/** `can.publish(experiment, me)`: allowed, or why not, as a sentence. `me` is null for a visitor who is not signed in. */
export const can = {
  see: (experiment: Subject, me: Visitor | null) => judge('see', experiment, me),
  publish: (experiment: Subject, me: Visitor | null) => judge('publish', experiment, me),
  edit: (experiment: Subject, me: Visitor | null) => judge('edit', experiment, me),
  delete: (experiment: Subject, me: Visitor | null) => judge('delete', experiment, me),
  manage: (experiment: Subject, me: Visitor | null) => judge('manage', experiment, me),
  create: (me: Visitor | null) => judge('create', { grants: [], isPublic: false }, me),
} satisfies Record<Action, unknown>

/** In the server's order: registration first (it refuses even what is public), then `public`, then the user, then grants. */
function judge(action: Action, experiment: Subject, me: Visitor | null): Permission {
  const { level, publicSuffices, words }: Rule = RULES[action]
  if (me && !me.user)
    return refuse('not-registered', `This server does not know you yet: register there to ${words}.`)
  if (publicSuffices && experiment.isPublic) return { allowed: true }
  if (!me) {
    const why = publicSuffices ? 'The experiment is not public: sign' : 'Sign'
    return refuse('not-signed-in', `${why} in to ${words}.`)
  }
  if (level === null) return { allowed: true }
  if (me.member === false)
    return refuse(
      'not-member',
      `Your account lacks the entitlement that this server requires, so you may not ${words}.`,
    )
  const held = levelOf(experiment, me)
  if (includesLevel(held, level)) return { allowed: true }
  return refuse(
    'needs-level',
    held === null
      ? `You need ${level} access to ${words}. Ask a manager of this experiment.`
      : `Your level here is ${held}; to ${words} you need ${level}. Someone with Manage can grant it.`,
  )
}

function refuse(code: RefusalCode, reason: string): Permission {
  return { allowed: false, code, reason }
}
