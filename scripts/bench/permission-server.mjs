import { serveApp } from './app-server.mjs'

/** @import { Answer } from './app-server.mjs' */

/** Users × experiments, with so many rows of each user. */
export const MATRIX = { users: 200, experiments: 500, rows: 60 }

/**
 * What a real server takes to check a password, for each request. Answers that come at once would be waited with: React
 * keeps a skeleton for 300 ms, so that it does not flicker.
 */
const ANSWER_MS = 250

const API = '/api/2.0/mlflow'
const API3 = '/api/3.0/mlflow'
const START = Date.UTC(2026, 0, 5)
const LEVELS = /** @type {const} */ (['READ', 'USE', 'EDIT', 'MANAGE'])

/**
 * A plain server outside the page: a built page, and an MLflow 3.17 with accounts, seen by its admin. The same in every
 * run. Answers are made before they are asked for, so that their making does not count.
 * @param {string} folder of the build
 */
export async function servePermissions(folder) {
  const users = json({ users: Array.from({ length: MATRIX.users }, (_, i) => userOf(i)) })
  const experiments = json({
    experiments: Array.from({ length: MATRIX.experiments }, (_, i) => experimentOf(i)),
  })
  /** @type {Record<string, Answer>} */
  const answers = {
    '/version': { body: '3.17.2', headers: { 'Content-Type': 'text/plain' } },
    '/health': { body: 'OK', headers: { 'Content-Type': 'text/plain' } },
    [`${API}/users/get`]: json({ user: { id: 1, username: nameOf(0), is_admin: true } }),
    [`${API}/users/list`]: users,
    [`${API}/experiments/search`]: experiments,
    [`${API}/registered-models/search`]: json({}),
    [`${API3}/server-info`]: json({ store_type: 'SqlStore', workspaces_enabled: false }),
    [`${API3}/users/permissions/list`]: json({ is_admin: true, permissions: [] }),
    [`${API3}/users/permissions/get`]: json({ allowed: false, permission: 'NO_PERMISSIONS' }),
  }
  return serveApp({
    folder,
    backend: 'mlflow',
    answer: async (path) => {
      await new Promise((resolve) => setTimeout(resolve, ANSWER_MS))
      return answers[path] ?? null
    },
  })
}

/** @param {unknown} value @returns {Answer} */
function json(value) {
  return { body: Buffer.from(JSON.stringify(value)) }
}

/** @param {number} i The first is the admin. */
export function nameOf(i) {
  return i === 0 ? 'admin@example.org' : `user-${String(i).padStart(3, '0')}@example.org`
}

/** @param {number} i */
function userOf(i) {
  const role = i + 1
  return {
    id: i + 1,
    username: nameOf(i),
    is_admin: i === 0,
    roles: [
      {
        id: role,
        name: `__user_${i + 1}__`,
        workspace: 'default',
        description: null,
        permissions: Array.from({ length: MATRIX.rows }, (_, k) => ({
          id: i * MATRIX.rows + k,
          role_id: role,
          resource_type: 'experiment',
          // Different ones for each user, none twice.
          resource_pattern: String((i * 7 + k * 8) % MATRIX.experiments),
          permission: LEVELS[(i + k) % LEVELS.length],
        })),
      },
    ],
  }
}

/** @param {number} i */
function experimentOf(i) {
  return {
    experiment_id: String(i),
    name: `experiment ${i} of group ${i % 20}`,
    artifact_location: `mlflow-artifacts:/${i}`,
    lifecycle_stage: 'active',
    creation_time: START,
    last_update_time: START + i,
  }
}
