import { describe, expect, test } from 'vitest'
import { checkLock, lockProblems } from './lock-check.mjs'

const manifest = { dependencies: { a: '1.0.0' } }
const sound = {
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '1.0.0' } },
    'node_modules/a': {
      version: '1.0.0',
      integrity: 'sha512-x',
      optionalDependencies: { '@b/linux': '2.0.0', c: '3.0.0' },
    },
    'node_modules/@b/linux': { version: '2.0.0', integrity: 'sha512-y' },
    'node_modules/a/node_modules/c': { version: '3.0.0', integrity: 'sha512-z' },
  },
}

/** @param {Record<string, object | undefined>} changes */
function withChanges(changes) {
  const packages = Object.fromEntries(
    Object.entries({ ...sound.packages, ...changes }).filter(([, entry]) => entry !== undefined),
  )
  return {
    ...sound,
    packages: /** @type {Record<string, import('./lock-check.mjs').LockEntry>} */ (packages),
  }
}

describe('lockProblems', () => {
  test('a sound lock has none', () => {
    expect(lockProblems(manifest, sound)).toEqual([])
  })

  test.for(['^1.0.0', '~1.0.0', '1.x', '*', 'latest', '>=1.0.0', 'npm:a@1.0.0', 'git+ssh://x/a.git'])(
    '%s is not a pin',
    (range) => {
      expect(lockProblems({ devDependencies: { a: range } }, sound)).toEqual([
        `package.json: a is "${range}": pin it to one version.`,
      ])
    },
  )

  test('a version that the lock does not have', () => {
    expect(lockProblems({ dependencies: { a: '1.0.1' } }, sound)).toEqual([
      'a is 1.0.1 in package.json and 1.0.0 in package-lock.json.',
    ])
    expect(lockProblems({ dependencies: { d: '1.0.0' } }, sound)).toHaveLength(1)
  })

  test.for(['node_modules/@b/linux', 'node_modules/a/node_modules/c'])(
    'a lock without the optional %s',
    (path) => {
      const problems = lockProblems(manifest, withChanges({ [path]: undefined }))
      expect(problems).toHaveLength(1)
      expect(problems[0]).toContain('the lock has no entry for it')
    },
  )

  test('an optional package inside another package does not count', () => {
    const moved = withChanges({
      'node_modules/@b/linux': undefined,
      'node_modules/z/node_modules/@b/linux': { version: '2.0.0', integrity: 'sha512-y' },
    })
    expect(lockProblems(manifest, moved)).toHaveLength(1)
  })

  test('a lock bound to a registry, or without a hash', () => {
    const bound = { version: '2.0.0', integrity: 'sha512-y', resolved: 'https://registry.example.org/b.tgz' }
    expect(lockProblems(manifest, withChanges({ 'node_modules/@b/linux': bound }))[0]).toContain(
      'registry.example.org',
    )
    expect(
      lockProblems(manifest, withChanges({ 'node_modules/@b/linux': { version: '2.0.0' } })),
    ).toHaveLength(1)
  })

  test('an empty or old lock is no proof', () => {
    expect(lockProblems(manifest, {})).toHaveLength(1)
    expect(lockProblems({}, { ...sound, lockfileVersion: 1 })).toHaveLength(1)
  })
})

test("the project's own lock is sound", () => {
  expect(checkLock()).toEqual([])
})
