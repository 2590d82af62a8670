import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './install.mjs'

// Tests of one process share the modules that they load (`isolate: false` in vite.config.ts). One that replaces a
// module or a global, or changes the process, is called `….alone.test.ts` and has its own.

/** What another file of the same process would notice. */
const LEAVES_SOMETHING = [
  /\bvi\.(?:mock|doMock|hoisted|spyOn|stubGlobal|stubEnv|resetModules|useFakeTimers|setSystemTime)\b/,
  /\b(?:globalThis|process\.env)(?:\.\w+|\[[^\]]+\])\s*=[^=]/,
  /\bdefineProperty\(\s*globalThis\b|\bprocess\.chdir\b/,
]

const HERE = 'scripts/shared-modules.test.mjs'

const files = ['src', 'scripts']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  // Slow tests and those in a browser share nothing.
  .filter((name) => /\.test\.m?[jt]s$/.test(name) && !/\.(?:browser|slow|calibration|real)\./.test(name))

const leavesSomething = (/** @type {string} */ text) => LEAVES_SOMETHING.some((pattern) => pattern.test(text))
const isAlone = (/** @type {string} */ name) => name.includes('.alone.')

test.each([
  "vi.mock('./x')",
  "vi.stubGlobal('fetch', f)",
  'globalThis.fetch = f',
  "process.env['TZ'] = 'UTC'",
  "Object.defineProperty(globalThis, 'x', {})",
])('%s is found', (text) => {
  expect(leavesSomething(text)).toBe(true)
})

test('tests that share their modules leave nothing behind', () => {
  const shared = files.filter((name) => !isAlone(name) && name !== HERE)
  expect(shared.length).toBeGreaterThan(300)
  expect(shared.filter((name) => leavesSomething(readFileSync(join(root, name), 'utf8')))).toEqual([])
})

test('a test that is alone has a reason', () => {
  const alone = files.filter(isAlone)
  expect(alone.length).toBeGreaterThan(10)
  expect(alone.filter((name) => !leavesSomething(readFileSync(join(root, name), 'utf8')))).toEqual([])
})
