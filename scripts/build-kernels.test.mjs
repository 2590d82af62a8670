import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { builtFile, compileKernels, hasCompiler, MODULES, moduleText, sourceHash } from './build-kernels.mjs'

/** @import { ModuleName } from './build-kernels.mjs' */

describe.each(/** @type {ModuleName[]} */ (Object.keys(MODULES)))('the kernels of %s', (name) => {
  const built = readFileSync(builtFile(name), 'utf8')

  test('were built from the source that is here', () => expect(built).toContain(sourceHash(name)))

  test.skipIf(!hasCompiler())('compiled again they are the same bytes', async () => {
    expect(built).toContain(/'[A-Za-z0-9+/=]{1000,}'/.exec(moduleText(name, await compileKernels(name)))?.[0])
  })
})
