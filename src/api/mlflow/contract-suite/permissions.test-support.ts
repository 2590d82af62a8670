import type { Answer } from '../../client'
import type { MlflowClient } from '../lists'
import { guestName } from './ground.test-support'
import { type Check, check } from './suite.test-support'
import type { World } from './world.test-support'

const INVALID = 'INVALID_PARAMETER_VALUE'
const TAKEN = 'RESOURCE_ALREADY_EXISTS'
const MISSING = 'RESOURCE_DOES_NOT_EXIST'

type Kind = 'experiment' | 'model'

interface Routes {
  get: (c: MlflowClient, w: World, username: string) => Promise<Answer<unknown>>
  create: (c: MlflowClient, w: World, username: string, permission: string) => Promise<Answer<unknown>>
  update: Routes['create']
  remove: Routes['get']
}

const experimentOf = ({ experiments }: World, username: string) => ({
  experiment_id: experiments.open,
  username,
})
const modelOf = ({ models }: World, username: string) => ({ name: models.open, username })

/** The older routes of both kinds, so that one list of checks asks both. */
const ROUTES: Readonly<Record<Kind, Routes>> = {
  experiment: {
    get: (c, w, username) => c.experimentPermission({ query: experimentOf(w, username) }),
    create: (c, w, username, permission) =>
      c.createExperimentPermission({ body: { ...experimentOf(w, username), permission } }),
    update: (c, w, username, permission) =>
      c.updateExperimentPermission({ body: { ...experimentOf(w, username), permission } }),
    remove: (c, w, username) => c.deleteExperimentPermission({ body: experimentOf(w, username) }),
  },
  model: {
    get: (c, w, username) => c.modelPermission({ query: modelOf(w, username) }),
    create: (c, w, username, permission) =>
      c.createModelPermission({ body: { ...modelOf(w, username), permission } }),
    update: (c, w, username, permission) =>
      c.updateModelPermission({ body: { ...modelOf(w, username), permission } }),
    remove: (c, w, username) => c.deleteModelPermission({ body: modelOf(w, username) }),
  },
}

type Told = Awaited<ReturnType<MlflowClient['experimentPermission']>>['data'] &
  Awaited<ReturnType<MlflowClient['modelPermission']>>['data']

/** The level that an answer of either kind tells. */
const levelOf = (data: unknown): string => {
  const told = data as Partial<Told>
  return (told.experiment_permission ?? told.registered_model_permission)?.permission ?? 'nothing'
}

const guest = (w: World) => guestName(w.salt)
const ghost = () => 'ghost@example.org'

/** The older generation; on 3.17 these routes are gone for everybody. */
function olderChecks(kind: Kind): Check[] {
  const { get, create, update, remove } = ROUTES[kind]
  /** Refused by 2.21, and by 3.17 as a route that is gone: whoever is no admin gets 403 there. */
  const refused = (status: number, code: string | null, isAdmin = false) => ({
    status: { line2: status, line3: isAdmin ? 404 : 403 },
    code: { line2: code, line3: null },
  })
  const taken = (is: unknown, isAdmin = false) => ({
    status: { line2: 200, line3: isAdmin ? 404 : 403 },
    code: null,
    is,
  })
  return [
    check(
      'owner',
      `the guest’s row of the ${kind}, where there is none`,
      (c, w) => get(c, w, guest(w)),
      refused(404, MISSING),
    ),
    check(
      'owner',
      `the row of nobody that is known of the ${kind}`,
      (c, w) => get(c, w, ghost()),
      refused(404, MISSING),
    ),
    check('reader', `the guest’s row of the ${kind}`, (c, w) => get(c, w, guest(w)), refused(403, null)),
    check(
      'reader',
      `one’s own row of the ${kind}`,
      (c, w) => get(c, w, w.userNames.reader),
      refused(403, null),
    ),
    check('admin', `the reader’s row of the ${kind}`, (c, w) => get(c, w, w.userNames.reader), {
      ...taken('READ', true),
      says: levelOf,
    }),
    check(
      'owner',
      `change a row of the ${kind} that is not there`,
      (c, w) => update(c, w, guest(w), 'READ'),
      refused(404, MISSING),
    ),
    check(
      'owner',
      `delete a row of the ${kind} that is not there`,
      (c, w) => remove(c, w, guest(w)),
      refused(404, MISSING),
    ),
    check(
      'owner',
      `make a row of the ${kind} with USE`,
      (c, w) => create(c, w, guest(w), 'USE'),
      refused(400, INVALID),
    ),
    check(
      'owner',
      `make a row of the ${kind} with "read"`,
      (c, w) => create(c, w, guest(w), 'read'),
      refused(400, INVALID),
    ),
    check(
      'owner',
      `make a row of the ${kind} for nobody that is known`,
      (c, w) => create(c, w, ghost(), 'READ'),
      refused(404, MISSING),
    ),
    check(
      'reader',
      `make a row of the ${kind}`,
      (c, w) => create(c, w, guest(w), 'READ'),
      refused(403, null),
    ),
    check('owner', `make a row of the ${kind}`, (c, w) => create(c, w, guest(w), 'READ'), {
      ...taken('READ'),
      says: levelOf,
    }),
    check(
      'owner',
      `make a row of the ${kind} again`,
      (c, w) => create(c, w, guest(w), 'EDIT'),
      refused(400, TAKEN),
    ),
    check(
      'owner',
      `change a row of the ${kind} to DENY`,
      (c, w) => update(c, w, guest(w), 'DENY'),
      refused(400, INVALID),
    ),
    check(
      'owner',
      `change a row of the ${kind} to NO_PERMISSIONS`,
      (c, w) => update(c, w, guest(w), 'NO_PERMISSIONS'),
      {
        ...taken({}),
        says: (data: unknown) => data,
      },
    ),
    check('owner', `the changed row of the ${kind}`, (c, w) => get(c, w, guest(w)), {
      ...taken('NO_PERMISSIONS'),
      says: levelOf,
    }),
    check('owner', `delete the row of the ${kind}`, (c, w) => remove(c, w, guest(w)), {
      ...taken({}),
      says: (data: unknown) => data,
    }),
  ]
}

export const olderPermissionChecks: readonly Check[] = [
  ...olderChecks('experiment'),
  ...olderChecks('model'),
  check(
    'admin',
    'a row of an experiment that is not there',
    async (c, w) => {
      const of = { experiment_id: '987654', username: guestName(w.salt) }
      const made = await c.createExperimentPermission({ body: { ...of, permission: 'READ' } })
      await c.deleteExperimentPermission({ body: of })
      return made
    },
    {
      status: { line2: 200, line3: 404 },
      code: null,
    },
  ),
]

const ofOpen = (w: World, username: string) => ({
  username,
  resource_type: 'experiment',
  resource_id: w.experiments.open,
})
const ofModel = (w: World, username: string) => ({
  username,
  resource_type: 'registered_model',
  resource_id: w.models.open,
})

/** Refused by 3.17; on 2.21 a page that is not there. */
const refused = (status: number, code: string | null) => ({
  status: { line2: 404, line3: status },
  code: { line2: null, line3: code },
})
const taken = (is: unknown) => ({ status: { line2: 404, line3: 200 }, code: null, is })
const grant =
  (of: typeof ofOpen, who: (w: World) => string, permission: string) => (c: MlflowClient, w: World) =>
    c.grantPermission({ body: { ...of(w, who(w)), permission } })
const revoke = (of: typeof ofOpen, who: (w: World) => string) => (c: MlflowClient, w: World) =>
  c.revokePermission({ body: of(w, who(w)) })
const effective = (of: typeof ofOpen, who: (w: World) => string) => (c: MlflowClient, w: World) =>
  c.userPermission({ query: of(w, who(w)) })
const all = (who: (w: World) => string) => (c: MlflowClient, w: World) =>
  c.userPermissions({ query: { username: who(w) } })

const owner = (w: World) => w.userNames.owner
const reader = (w: World) => w.userNames.reader

type Held = Awaited<ReturnType<MlflowClient['userPermissions']>>['data']

/** Rows on what the suite made, without ids. */
const heldIn = ({ permissions, is_admin }: Held, w: World) => ({
  is_admin,
  rows: permissions
    .flatMap((row) => (row.ok ? [row.row] : []))
    .filter(({ resource_pattern }) =>
      [w.experiments.open, w.experiments.edited, w.models.open].includes(resource_pattern),
    )
    .map(({ resource_type, permission }) => `${resource_type} ${permission}`)
    .toSorted(),
})

const any = (w: World, username: string) => ({ ...ofOpen(w, username), resource_id: '*' })
const ofType = (resource_type: string, resource_id: string) => (_w: World, username: string) => ({
  username,
  resource_type,
  resource_id,
})

/** The newer generation; on 2.21 there is none of it. */
export const grantChecks: readonly Check[] = [
  check('owner', 'grant', grant(ofOpen, guest, 'READ'), { ...taken({}), says: (data) => data }),
  check('owner', 'grant again, another level', grant(ofOpen, guest, 'EDIT'), refused(400, TAKEN)),
  check('owner', 'grant NO_PERMISSIONS', grant(ofOpen, guest, 'NO_PERMISSIONS'), refused(400, INVALID)),
  check('owner', 'grant "read"', grant(ofOpen, guest, 'read'), refused(400, INVALID)),
  check('owner', 'grant to nobody that is known', grant(ofOpen, ghost, 'READ'), refused(404, MISSING)),
  check(
    'owner',
    'grant on something unknown',
    grant(ofType('nope', '1'), guest, 'READ'),
    refused(400, INVALID),
  ),
  check(
    'owner',
    'grant on a workspace',
    grant(ofType('workspace', '1'), guest, 'USE'),
    refused(400, INVALID),
  ),
  check('owner', 'grant on a run', grant(ofType('run', '1'), guest, 'READ'), refused(400, INVALID)),
  check('admin', 'grant on a run', grant(ofType('run', '1'), guest, 'READ'), refused(400, INVALID)),
  check('owner', 'grant on all experiments', grant(any, guest, 'READ'), refused(403, null)),
  check('reader', 'grant', grant(ofOpen, guest, 'READ'), refused(403, null)),
  check(
    'reader',
    'grant on something unknown',
    grant(ofType('experiment', '987654'), guest, 'READ'),
    refused(403, null),
  ),
  check('reader', 'revoke', revoke(ofOpen, guest), refused(403, null)),
  check('admin', 'what the guest may', effective(ofOpen, guest), {
    ...taken({ allowed: false, permission: 'READ' }),
    says: (data) => data,
  }),
  check('renewed', 'what one may', effective(ofOpen, guest), {
    ...taken({ allowed: false, permission: 'READ' }),
    says: (data) => data,
  }),
  check('owner', 'what the guest may', effective(ofOpen, guest), refused(403, null)),
  check('owner', 'what nobody that is known may', effective(ofOpen, ghost), refused(403, null)),
  check('admin', 'what nobody that is known may', effective(ofOpen, ghost), refused(404, MISSING)),
  check(
    'admin',
    'what the guest may with something unknown',
    effective(ofType('experiment', '987654'), guest),
    {
      ...taken({ allowed: false, permission: 'NO_PERMISSIONS' }),
      says: (data) => data,
    },
  ),
  check(
    'admin',
    'what an admin may, by rows',
    effective(ofType('experiment', '987654'), (w) => w.userNames.admin),
    {
      ...taken({ allowed: false, permission: 'NO_PERMISSIONS' }),
      says: (data) => data,
    },
  ),
  check(
    'reader',
    'what one may edit',
    effective((w, username) => ({ ...ofOpen(w, username), resource_id: w.experiments.edited }), reader),
    {
      ...taken({ allowed: true, permission: 'EDIT' }),
      says: (data) => data,
    },
  ),
  check(
    'admin',
    'what the guest may with an unknown kind',
    effective(ofType('nope', '1'), guest),
    refused(400, INVALID),
  ),
  check(
    'admin',
    'what the guest may with a workspace',
    effective(ofType('workspace', '1'), guest),
    refused(400, INVALID),
  ),
  check('admin', 'all rows of the guest', all(guest), {
    ...taken({ is_admin: false, rows: ['experiment READ'] }),
    says: heldIn,
  }),
  check('renewed', 'all rows of oneself', all(guest), {
    ...taken({ is_admin: false, rows: ['experiment READ'] }),
    says: heldIn,
  }),
  check('owner', 'all rows of the guest', all(guest), refused(403, null)),
  check('owner', 'all rows of nobody that is known', all(ghost), refused(403, null)),
  check('admin', 'all rows of nobody that is known', all(ghost), refused(404, MISSING)),
  check('reader', 'one’s own rows', (c) => c.ownPermissions({}), {
    ...taken({ is_admin: false, rows: ['experiment EDIT', 'experiment READ', 'registered_model READ'] }),
    says: heldIn,
  }),
  check('owner', 'what made one an owner', all(owner), {
    ...taken({
      is_admin: false,
      rows: ['experiment MANAGE', 'experiment MANAGE', 'registered_model MANAGE'],
    }),
    says: heldIn,
  }),
  check('owner', 'revoke', revoke(ofOpen, guest), { ...taken({}), says: (data) => data }),
  check('owner', 'revoke again', revoke(ofOpen, guest), refused(404, MISSING)),
  check('owner', 'revoke from nobody that is known', revoke(ofOpen, ghost), refused(404, MISSING)),
  check('owner', 'revoke on all experiments', revoke(any, guest), refused(403, null)),
  check('owner', 'grant a model', grant(ofModel, guest, 'USE'), { ...taken({}), says: (data) => data }),
  check('owner', 'revoke a model', revoke(ofModel, guest), { ...taken({}), says: (data) => data }),
  check('owner', 'grant DENY', grant(ofOpen, guest, 'DENY'), { ...taken({}), says: (data) => data }),
  check('admin', 'grant all experiments', grant(any, guest, 'EDIT'), { ...taken({}), says: (data) => data }),
  check('admin', 'what the guest may who was denied', effective(ofOpen, guest), {
    ...taken({ allowed: false, permission: 'DENY' }),
    says: (data) => data,
  }),
  check(
    'renewed',
    'read an experiment that one was denied',
    (c, w) => c.experiment({ query: { experiment_id: w.experiments.open } }),
    {
      status: 403,
      code: null,
    },
  ),
  check(
    'renewed',
    'read another by a row on all',
    (c, w) => c.experiment({ query: { experiment_id: w.experiments.closed } }),
    {
      status: { line2: 403, line3: 200 },
      code: null,
    },
  ),
  check(
    'admin',
    'revoke all of it',
    async (c, w) => {
      await c.revokePermission({ body: any(w, guest(w)) })
      return c.revokePermission({ body: ofOpen(w, guest(w)) })
    },
    { ...taken({}), says: (data) => data },
  ),
]
