import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashInputs } from './build.mjs'
import { refuseOldNode, root } from './install.mjs'

describe('refuseOldNode', () => {
  test.for(['20.19.0', '20.20.2', '22.0.0', '24.1.0', '26.0.0'])('%s will do', (version) => {
    expect(() => refuseOldNode(version)).not.toThrow()
  })

  test.for(['20.18.3', '19.9.0', '18.20.4', '8.0.0'])('%s is refused with one sentence', (version) => {
    expect(() => refuseOldNode(version)).toThrow(
      `Tidemark needs Node 20.19 or newer, and this is Node ${version}: install a newer one from nodejs.org.`,
    )
  })
})

describe.skipIf(process.platform === 'win32')('install', () => {
  /** @type {string} */
  let folder

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-install-'))
    mkdirSync(join(folder, 'scripts'))
    for (const file of ['install.mjs', 'sentence.mjs'])
      cpSync(join(root, 'scripts', file), join(folder, 'scripts', file))
    writeFileSync(
      join(folder, 'package-lock.json'),
      JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }),
    )
    // An npm that only tells that it was called, and as what.
    mkdirSync(join(folder, 'bin'))
    fakeNpm('mkdir -p node_modules && echo "$@" >> calls')
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  /** @param {string} body */
  function fakeNpm(body) {
    writeFileSync(join(folder, 'bin', 'npm'), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  }

  function runInstall() {
    const PATH = `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`
    return spawnSync(process.execPath, ['scripts/install.mjs'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH },
    })
  }

  function calls() {
    return existsSync(join(folder, 'calls'))
      ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
      : []
  }

  test('installs once, and again when the lock changes', () => {
    expect(runInstall()).toMatchObject({ status: 0, stdout: expect.stringContaining('Installing packages') })
    expect(runInstall()).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(calls()).toHaveLength(1)
    expect(calls()[0]).toMatch(/^ci /)
    writeFileSync(
      join(folder, 'package-lock.json'),
      JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.1.0' } } }),
    )
    runInstall()
    expect(calls()).toHaveLength(2)
  })

  test.for([
    ['the same packages', { 'node_modules/a': { version: '1.0.0' } }, 0],
    ['another version', { 'node_modules/a': { version: '0.9.0' } }, 1],
    [
      'a package too many',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
      1,
    ],
    ['a package too few', {}, 1],
  ])('packages that someone installed by hand: %s', ([, packages, expected]) => {
    mkdirSync(join(folder, 'node_modules'))
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }))
    runInstall()
    expect(calls()).toHaveLength(Number(expected))
  })

  test('a failed install is told, and tried again the next time', () => {
    fakeNpm('echo "npm error network" >&2; echo x >> calls; exit 1')
    const done = runInstall()
    expect(done.status).toBe(1)
    expect(done.stderr).toBe(
      'npm error network\nThe packages could not be installed: npm ci failed, see above. Check the network and run the command again.\n',
    )
    runInstall()
    expect(calls()).toHaveLength(2)
  })
})

test('a build is stale when an input changes, and not when a test does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-inputs-'))
  mkdirSync(join(folder, 'src', 'deep'), { recursive: true })
  /** @type {(file: string, text: string) => string} */
  const change = (file, text) => {
    writeFileSync(join(folder, file), text)
    return hashInputs(folder)
  }
  const first = change('src/deep/a.ts', '1')
  expect(change('src/deep/a.test.ts', '1')).toBe(first)
  expect(change('README.md', '1')).toBe(first)
  expect(change('src/deep/a.ts', '2')).not.toBe(first)
  expect(change('src/deep/a.ts', '1')).toBe(first)
  expect(change('package-lock.json', '{}')).not.toBe(first)
  rmSync(folder, { recursive: true })
})
