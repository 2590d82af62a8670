import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { install, root } from './install.mjs'
import { seedDifferences, stageViewDifferences, tableDifferences } from './real/jenkins/checks.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'

/** @import { WireRun } from './real/jenkins/checks.mjs' */

/**
 * `npm run real:jenkins`: starts a real Jenkins (docker compose, `scripts/real/jenkins/`) with a seeded pipeline, reads
 * every answer that the pages read by our contract (the code of `npm run replay`), and holds the tables of
 * `tidemark stages` to what wfapi says. Where there is no docker it says so, and ends with 0.
 */

const folder = join(root, 'scripts', 'real', 'jenkins')
const JOB = '/job/tidemark/job/seeded'
const BUILDS = 6
/** Six builds of some ten seconds; the first start of a server takes minutes. */
const PATIENCE_MS = 5 * 60_000

/**
 * Why it is skipped; null: docker compose is there, and a daemon behind it.
 * @param {(args: readonly string[]) => boolean} works whether `docker …` ends with 0
 */
export function whyNoDocker(works) {
  if (!works(['--version'])) return 'docker is not installed here'
  if (!works(['compose', 'version'])) return 'docker has no compose here (the plugin docker-compose)'
  if (!works(['info'])) return 'the docker daemon does not run, or this user may not ask it'
  return null
}

/** @param {readonly string[]} args */
const works = (args) => spawnSync('docker', args, { stdio: 'ignore', timeout: 30_000 }).status === 0

async function realJenkins() {
  const why = whyNoDocker(works)
  if (why !== null) {
    console.log(
      `Skipped: ${why}. A real Jenkins is started with docker compose; install it and run this again.`,
    )
    return
  }
  install()
  const port = Number(process.env['JENKINS_PORT'] ?? 8089)
  const password = randomBytes(18).toString('base64url')
  const adminPassword = randomBytes(18).toString('base64url')
  const env = {
    ...process.env,
    JENKINS_PORT: String(port),
    READER_PASSWORD: password,
    ADMIN_PASSWORD: adminPassword,
  }
  /** @param {readonly string[]} args */
  const compose = (args) =>
    spawnSync('docker', ['compose', '-f', join(folder, 'compose.yaml'), ...args], { stdio: 'inherit', env })
      .status
  const answers = mkdtempSync(join(tmpdir(), 'tidemark-jenkins-'))
  try {
    if (compose(['up', '--build', '--detach', '--wait']) !== 0)
      throw new Sentence('The Jenkins did not start: see what docker compose said above.')
    const origin = `http://127.0.0.1:${port}`
    await startFirstBuild(origin, adminPassword)
    const failures = await checkServer({ origin, user: 'reader', password, answers })
    for (const line of failures) console.log(`× ${line}`)
    if (failures.length > 0) process.exitCode = 1
    else console.log('Every answer is read, and the tables are those of wfapi.')
  } finally {
    compose(['down', '--volumes'])
    rmSync(answers, { recursive: true, force: true })
  }
}

/**
 * @param {{ origin: string, user: string, password: string, answers: string }} server `answers`: a folder for what it said
 * @returns {Promise<string[]>} what is wrong
 */
async function checkServer({ origin, user, password, answers }) {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  mkdirSync(answers, { recursive: true })
  let count = 0
  /** @param {string} path */
  const ask = async (path) => {
    const response = await fetch(`${origin}${path}`, { headers: { authorization }, redirect: 'manual' })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    count += 1
    const [place, query] = path.split('?', 2)
    const recording = {
      request: { method: 'GET', path: place, query: Object.fromEntries(new URLSearchParams(query)) },
      response: { status: response.status, ...(isJson ? { body: JSON.parse(text) } : { text }) },
    }
    writeFileSync(join(answers, `${String(count).padStart(3, '0')}.json`), JSON.stringify(recording))
    if (!response.ok || !isJson) throw new Sentence(`GET ${path} was answered with ${response.status}.`)
    return JSON.parse(text)
  }
  await finished(ask)
  for (const path of ['/whoAmI/api/json', '/api/json?tree=jobs[_class,name,fullName,color,jobs[name]]'])
    await ask(path)
  await ask(
    `${JOB}/api/json?tree=${encodeURIComponent(`allBuilds[number,displayName,result,building,timestamp,duration]{0,${BUILDS}}`)}`,
  )
  /** @type {WireRun[]} */
  const runs = await ask(`${JOB}/wfapi/runs`)
  /** @type {WireRun[]} */
  const described = []
  for (const { id } of runs) {
    const run = await ask(`${JOB}/${id}/wfapi/describe`)
    described.push(run)
    for (const path of ['wfapi/changesets', 'wfapi/artifacts', 'stages/tree'])
      await ask(`${JOB}/${id}/${path}`)
    for (const stage of run.stages) {
      const node = await ask(`${JOB}/${id}/execution/node/${stage.id}/wfapi/describe`)
      const [step] = node?.stageFlowNodes ?? []
      if (step) await ask(`${JOB}/${id}/execution/node/${step.id}/wfapi/log`)
    }
  }
  const env = { ...process.env, JENKINS_USER: user, JENKINS_TOKEN: password }
  return [
    ...seedDifferences(described),
    ...unread(answers),
    ...stageViewDifferences(stagesOf(`${origin}${JOB}`, ['--as', 'jenkins'], env), runs),
    ...tableDifferences(stagesOf(`${origin}${JOB}`, [], env), described),
  ]
}

/**
 * Each build starts the next. A password needs a crumb, which holds in the session that it was given in.
 * @param {string} origin
 * @param {string} password of admin
 */
async function startFirstBuild(origin, password) {
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
  const given = await fetch(`${origin}/crumbIssuer/api/json`, { headers: { authorization } })
  if (!given.ok) throw new Sentence(`Jenkins gave no crumb: it answered with ${given.status}.`)
  const { crumb, crumbRequestField } = await given.json()
  const cookie = given.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  const started = await fetch(`${origin}${JOB}/build`, {
    method: 'POST',
    headers: { authorization, cookie, [crumbRequestField]: crumb },
    redirect: 'manual',
  })
  if (started.status !== 201)
    throw new Sentence(`The first build was not started: Jenkins answered with ${started.status}.`)
}

/** @param {(path: string) => Promise<any>} ask */
async function finished(ask) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(2000)) {
    const { builds = [] } = await ask(`${JOB}/api/json?tree=builds[number,building]`)
    if (
      builds.length >= BUILDS &&
      builds.every((/** @type {{ building: boolean }} */ { building }) => !building)
    )
      return
  }
  throw new Sentence(`The pipeline did not make its ${BUILDS} builds in ${PATIENCE_MS / 60_000} minutes.`)
}

/** What our contract does not read of the recorded answers. @param {string} answers */
function unread(answers) {
  const said = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'replay.mjs'), 'jenkins', answers, '--parse'],
    { encoding: 'utf8' },
  )
  return said.status === 0
    ? []
    : said.stdout
        .split('\n')
        .concat(said.stderr)
        .filter((line) => line.trim() !== '')
}

/** @param {string} address @param {readonly string[]} flags @param {NodeJS.ProcessEnv} env */
function stagesOf(address, flags, env) {
  const said = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'tidemark.mjs'), 'stages', address, ...flags, '--json'],
    { encoding: 'utf8', env, maxBuffer: 50_000_000 },
  )
  if (said.status !== 0) throw new Sentence(`tidemark stages ended with ${said.status}: ${said.stderr}`)
  return JSON.parse(said.stdout)
}

if (isMain(import.meta.url)) await runMain(realJenkins)
