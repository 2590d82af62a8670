import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { tidemark } from './cli-said.test-support.mjs'
import { root } from './install.mjs'
import { whyNoDocker } from './real-jenkins.mjs'
import { seedDifferences, stageViewDifferences, tableDifferences } from './real/jenkins/checks.mjs'

// Docker is not here: its files, its absence, and the checks on recorded answers.

const text = (/** @type {string} */ name) => readFileSync(join(root, 'scripts/real/jenkins', name), 'utf8')
const sample = (/** @type {string} */ name) => join(root, 'src/api/jenkins/samples', `${name}.json`)

test('without docker it says so, and ends with 0', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-no-docker-'))
  const said = spawnSync(process.execPath, [join(root, 'scripts/real-jenkins.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: folder },
  })
  rmSync(folder, { recursive: true })
  expect(said.status).toBe(0)
  expect(said.stdout).toMatch(/^Skipped: docker is not installed here\./)
})

test('what is missing of docker is named', () => {
  const only = (/** @type {string[]} */ ...there) => whyNoDocker(([first]) => there.includes(first ?? ''))
  expect(only()).toContain('not installed')
  expect(only('--version')).toContain('no compose')
  expect(only('--version', 'compose')).toContain('daemon')
  expect(only('--version', 'compose', 'info')).toBeNull()
})

describe('its files', () => {
  test('the core is pinned, and the plugins that the contract reads are there', () => {
    expect(text('Dockerfile')).toMatch(/^FROM jenkins\/jenkins:\d+\.\d+\.\d+-lts-jdk\d+$/m)
    const plugins = text('plugins.txt').trim().split('\n')
    for (const name of [
      'workflow-aggregator',
      'pipeline-rest-api',
      'pipeline-stage-view',
      'pipeline-graph-view',
      'configuration-as-code',
      'job-dsl',
      'matrix-auth',
      'git',
    ])
      expect(plugins).toContain(name)
  })

  test('the port is this machine’s alone, and passwords come from the script', () => {
    const { services } = parse(text('compose.yaml'))
    expect(services.jenkins.ports).toEqual(['127.0.0.1:${JENKINS_PORT:-8089}:8080'])
    const { jenkins } = parse(text('jenkins.yaml'))
    for (const { password } of jenkins.securityRealm.local.users) expect(password).toMatch(/^\$\{[A-Z_]+\}$/)
    for (const name of Object.keys(services.jenkins.environment))
      expect(text('jenkins.yaml')).toContain(`\${${name}}`)
  })

  test('the reader may only read', () => {
    const { jenkins } = parse(text('jenkins.yaml'))
    const { entries } = jenkins.authorizationStrategy.globalMatrix
    const reader = entries.find(
      (/** @type {{ user: { name: string } }} */ { user }) => user.name === 'reader',
    )
    expect(reader.user.permissions).toEqual(['Overall/Read', 'Job/Read'])
  })

  test('the seeded pipeline has what the checks look for, and its file is where the job is told', () => {
    const script = text('seeded.groovy')
    for (const words of ['parallel(', "'Images build'", "'Docker: images build'", "error 'made to fail'"])
      expect(script).toContain(words)
    expect(text('jenkins.yaml')).toContain('/usr/share/jenkins/casc-files/seeded.groovy')
    expect(text('Dockerfile')).toContain('COPY seeded.groovy /usr/share/jenkins/casc-files/seeded.groovy')
  })
})

describe('the checks, on recorded answers', () => {
  const HISTORY = 'example-litter-assessment-history-60-runs'
  const runs = JSON.parse(readFileSync(sample(HISTORY), 'utf8'))
  const json = async (/** @type {string[]} */ ...args) =>
    JSON.parse((await tidemark(['stages', sample(HISTORY), '--json', ...args])).out)

  test('the model and the table of a recording are what wfapi says', async () => {
    expect(stageViewDifferences(await json('--as', 'jenkins'), runs.slice(0, 10))).toEqual([])
    expect(tableDifferences(await json(), runs)).toEqual([])
  })

  test('a stage of another time is found, in both', async () => {
    const other = structuredClone(runs)
    other[1].stages[2].durationMillis += 1000
    const shown = stageViewDifferences(await json('--as', 'jenkins'), other.slice(0, 10))
    expect(shown).toEqual([
      expect.stringContaining('#59, stage 3'),
      expect.stringContaining('has the average'),
    ])
    expect(tableDifferences(await json(), other)).toEqual([expect.stringMatching(/of #59 is \d+ ms/)])
    expect(tableDifferences(await json(), [{ ...runs[0], id: '999', name: '#999' }])).toEqual([
      '#999 is not in the table.',
    ])
    expect(seedDifferences(runs)).toContain('No build has the stage Unit tests.')
  })
})
