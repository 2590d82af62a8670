import { type Check, check } from './suite.test-support'

export const signInChecks: readonly Check[] = [
  check('nobody', 'health', (c) => c.health({}), { status: 200, says: (text) => text, is: 'OK' }),
  check('reader', 'version', (c) => c.version({}), {
    status: 200,
    says: (text, world) => text.trim() === world.version,
    is: true,
  }),
  check('wrong', 'version', (c) => c.version({}), { status: 401, code: null }),
  check('nobody', 'version', (c) => c.version({}), { status: 401, code: null }),
  check(
    'wrong',
    'search runs',
    (c, w) => c.searchRuns({ body: { experiment_ids: [w.experiments.open], max_results: 1 } }),
    {
      status: 401,
      code: null,
    },
  ),
  check('nobody', 'server info', (c) => c.serverInfo({}), {
    status: { line2: 401, line3: 200 },
    code: null,
    says: ({ workspaces_enabled }) => workspaces_enabled,
    is: false,
  }),
  check('reader', 'server info', (c) => c.serverInfo({}), { status: { line2: 404, line3: 200 }, code: null }),
  check('reader', 'oneself', (c, w) => c.user({ query: { username: w.userNames.reader } }), {
    status: 200,
    says: ({ user }, w) => ({
      isOneself: user.username === w.userNames.reader,
      is_admin: user.is_admin,
      open: user.experiment_permissions?.find((row) => row.experiment_id === w.experiments.open)?.permission,
      model: user.registered_model_permissions?.find((row) => row.name === w.models.open)?.permission,
    }),
    is: {
      line2: { isOneself: true, is_admin: false, open: 'READ', model: 'READ' },
      line3: { isOneself: true, is_admin: false, open: undefined, model: undefined },
    },
  }),
  check('reader', 'somebody else', (c, w) => c.user({ query: { username: w.userNames.owner } }), {
    status: 403,
    code: null,
  }),
  check('reader', 'nobody that is known', (c) => c.user({ query: { username: 'ghost@example.org' } }), {
    status: 403,
    code: null,
  }),
  check('admin', 'somebody else', (c, w) => c.user({ query: { username: w.userNames.reader } }), {
    status: 200,
    says: ({ user }) => user.is_admin,
    is: false,
  }),
  check('admin', 'nobody that is known', (c) => c.user({ query: { username: 'ghost@example.org' } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),
  check('wrong', 'oneself', (c, w) => c.user({ query: { username: w.userNames.reader } }), {
    status: 401,
    code: null,
  }),
  check('reader', 'who one is', (c) => c.currentUser({}), {
    status: { line2: 404, line3: 200 },
    code: null,
    says: ({ user }, w) => user.username === w.userNames.reader,
    is: true,
  }),
]
