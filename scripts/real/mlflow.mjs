import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../install.mjs'
import { Sentence } from '../sentence.mjs'

/** Real MLflow servers for tests: the version of AI4EOSC's line and the newest, each exactly pinned with all it needs. */
export const VERSIONS = ['2.21.3', '3.17.2']

/** Whom the tests sign in as. The servers listen on this machine alone and end with the tests. */
export const PEOPLE = {
  admin: { name: 'admin', password: 'admin-password-1234' },
  owner: { name: 'owner@example.org', password: 'owner-password-1234' },
  reader: { name: 'reader@example.org', password: 'reader-password-1234' },
}

const START_LIMIT_MS = 120_000
const STOP_LIMIT_MS = 10_000

/** Process groups that run, with the folder of each: ended with this process, however it ends. */
const running = new Map()
process.once('exit', () => {
  for (const [leader, folder] of running) {
    signalGroup(leader, 'SIGKILL')
    // Until the last of them is gone, it may write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})

/**
 * @typedef {object} MlflowServer
 * @property {string} version
 * @property {string} url without a slash at the end
 * @property {() => Promise<void>} stop ends it, with all its processes, and removes what it stored
 */

/**
 * Makes the virtual environment of a version under .cache/, where it is missing or of other pins.
 * @param {string} version
 * @returns {string} the environment's folder
 */
export function provideMlflow(version) {
  const folder = join(root, '.cache', `mlflow-${version}`)
  const pins = fileURLToPath(new URL(`mlflow-${version}.txt`, import.meta.url))
  const stamp = createHash('sha256').update(readFileSync(pins)).digest('hex')
  const stampFile = join(folder, 'pins.sha256')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return folder
  console.log(`Installing MLflow ${version} into .cache/ …`)
  rmSync(folder, { recursive: true, force: true })
  run('python3', ['-m', 'venv', folder], 'Python 3.10 to 3.12 with its venv module is needed')
  run(
    join(folder, 'bin', 'pip'),
    ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--requirement', pins],
    `MLflow ${version} could not be installed: check the network`,
  )
  writeFileSync(stampFile, stamp)
  return folder
}

/**
 * Starts a server with basic auth and an empty SQLite store.
 * @param {string} version
 * @param {'NO_PERMISSIONS' | 'READ'} byDefault what who has no row may do: nothing, as AI4EOSC runs it, or read
 * @returns {Promise<MlflowServer & { store: string }>} `store`: the address of its database, for seeding in bulk
 */
export async function startMlflow(version, byDefault = 'NO_PERMISSIONS') {
  const environment = provideMlflow(version)
  const folder = mkdtempSync(join(tmpdir(), `mlflow-${version}-`))
  const port = await freePort()
  const store = `sqlite:///${folder}/mlflow.db`
  writeFileSync(join(folder, 'auth.ini'), authConfig(folder, byDefault))
  const log = join(folder, 'log')
  const output = openSync(log, 'a')
  const server = spawn(
    join(environment, 'bin', 'mlflow'),
    [
      ['server', '--app-name', 'basic-auth', '--host', '127.0.0.1', '--port', String(port)],
      ['--workers', '1', '--backend-store-uri', store],
      ['--artifacts-destination', join(folder, 'artifacts')],
    ].flat(),
    {
      // It makes an empty folder of its own where it starts.
      cwd: folder,
      // A group of its own, so that its workers end with it.
      detached: true,
      stdio: ['ignore', output, output],
      env: {
        ...process.env,
        MLFLOW_AUTH_CONFIG_PATH: join(folder, 'auth.ini'),
        MLFLOW_FLASK_SERVER_SECRET_KEY: 'only-for-tests',
        // Ten processes and 2 GB otherwise, for jobs that no test starts.
        MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
        MLFLOW_DISABLE_TELEMETRY: 'true',
        DO_NOT_TRACK: 'true',
      },
    },
  )
  const url = `http://127.0.0.1:${port}`
  if (server.pid !== undefined) running.set(server.pid, folder)
  const stop = async () => {
    await endGroup(server)
    running.delete(server.pid)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilHealthy(url, server, log)
    await createPeople(url)
    weakenPasswords(environment, join(folder, 'auth.db'))
    return { version, url, store, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * @param {string} folder
 * @param {string} byDefault
 */
function authConfig(folder, byDefault) {
  return [
    '[mlflow]',
    `default_permission = ${byDefault}`,
    `database_uri = sqlite:///${folder}/auth.db`,
    `admin_username = ${PEOPLE.admin.name}`,
    `admin_password = ${PEOPLE.admin.password}`,
    'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
    '',
  ].join('\n')
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} server
 * @param {string} log
 */
async function untilHealthy(url, server, log) {
  const end = Date.now() + START_LIMIT_MS
  while (Date.now() < end) {
    if (server.exitCode !== null || server.signalCode !== null) break
    const healthy = await fetch(`${url}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const said = readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n')
  throw new Sentence(`MLflow did not start. Its log ends with:\n${said}`)
}

/** @param {string} url */
async function createPeople(url) {
  for (const { name, password } of [PEOPLE.owner, PEOPLE.reader]) {
    const answer = await fetch(`${url}/api/2.0/mlflow/users/create`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: basicHeader(PEOPLE.admin) },
      body: JSON.stringify({ username: name, password }),
    })
    if (!answer.ok) throw new Error(`${name} was not created: ${answer.status} ${await answer.text()}`)
  }
}

/**
 * Keeps the passwords under a hash of one round: checking MLflow's own takes 0.3 s twice a request, and would be most of
 * what the tests wait for.
 * @param {string} environment
 * @param {string} database where the basic-auth app keeps its users
 */
function weakenPasswords(environment, database) {
  const script = [
    'import json, sqlite3, sys',
    'from werkzeug.security import generate_password_hash',
    'users = sqlite3.connect(sys.argv[1])',
    'for one in json.loads(sys.argv[2]).values():',
    '    weak = generate_password_hash(one["password"], method="pbkdf2:sha256:1")',
    '    users.execute("UPDATE users SET password_hash = ? WHERE username = ?", (weak, one["name"]))',
    'users.commit()',
  ].join('\n')
  run(
    join(environment, 'bin', 'python'),
    ['-c', script, database, JSON.stringify(PEOPLE)],
    'The passwords of the tests could not be set',
  )
}

/** @param {{ name: string, password: string }} person */
function basicHeader({ name, password }) {
  return `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`
}

/**
 * Fills a server with real training runs, through MLflow's own client.
 * @param {MlflowServer & { store: string }} server
 * @returns {Promise<void>}
 */
export function seedMlflow({ version, url, store }) {
  const python = join(root, '.cache', `mlflow-${version}`, 'bin', 'python')
  const script = fileURLToPath(new URL('seed.py', import.meta.url))
  const child = spawn(python, [script, url, store], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PEOPLE: JSON.stringify(PEOPLE),
      MLFLOW_DISABLE_TELEMETRY: 'true',
      DO_NOT_TRACK: 'true',
      MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: 'false',
      MPLBACKEND: 'Agg',
      GIT_PYTHON_REFRESH: 'quiet',
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      said += String(piece)
    })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`Seeding MLflow ${version} failed with exit code ${code}:\n${said.slice(-4000)}`)),
    )
  })
}

/** @param {import('node:child_process').ChildProcess} server */
async function endGroup(server) {
  if (server.pid === undefined) return
  const ended = new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) resolve(undefined)
    else server.once('exit', resolve)
  })
  signalGroup(server.pid, 'SIGTERM')
  const late = setTimeout(() => signalGroup(server.pid ?? 0, 'SIGKILL'), STOP_LIMIT_MS)
  await ended
  clearTimeout(late)
  // What the leader left behind.
  signalGroup(server.pid, 'SIGKILL')
}

/**
 * @param {number} leader
 * @param {NodeJS.Signals} signal
 */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal)
  } catch {
    // The group is gone already.
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} otherwise
 */
function run(command, args, otherwise) {
  const done = spawnSync(command, args, { encoding: 'utf8' })
  if (done.status === 0) return
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim().split('\n').slice(-8).join('\n')
  throw new Sentence(`${otherwise}.${said ? `\n${said}` : ''}`)
}
