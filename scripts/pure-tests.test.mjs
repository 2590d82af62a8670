import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './install.mjs'
import { PURE_ROOMS } from './pure-tests.mjs'

/** What another file of the same process would notice: modules and globals replaced, or the process changed. */
const LEAVES_SOMETHING = [
  /\bvi\.(?:mock|doMock|hoisted|spyOn|stubGlobal|stubEnv|resetModules|useFakeTimers|setSystemTime)\b/,
  /\b(?:globalThis|process\.env)(?:\.\w+|\[[^\]]+\])\s*=[^=]/,
  /\bdefineProperty\(\s*globalThis\b|\bprocess\.chdir\b/,
]

test.each([
  "vi.mock('./x')",
  "vi.stubGlobal('fetch', f)",
  'globalThis.fetch = f',
  "process.env['TZ'] = 'UTC'",
  "Object.defineProperty(globalThis, 'x', {})",
])('%s is found', (text) => {
  expect(LEAVES_SOMETHING.some((pattern) => pattern.test(text))).toBe(true)
})

describe.each(PURE_ROOMS)('the tests of %s', (room) => {
  test('leave nothing behind for those that share their modules', () => {
    const folder = join(root, 'src', room)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.test.ts') && !/\.(?:browser|alone)\.test\.ts$/.test(name),
    )
    expect(files.length).toBeGreaterThan(0)
    const wrong = files.filter((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return LEAVES_SOMETHING.some((pattern) => pattern.test(text))
    })
    expect(wrong).toEqual([])
  })
})
