import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtFile, compileKernels, hasCompiler, moduleText, sourceHash } from './build-kernels.mjs'

const built = readFileSync(builtFile, 'utf8')

test('the kernels were built from the source that is here', () => expect(built).toContain(sourceHash()))

test.skipIf(!hasCompiler())('compiling them again gives the same bytes', async () => {
  expect(built).toContain(/'[A-Za-z0-9+/=]{1000,}'/.exec(moduleText(await compileKernels()))?.[0])
})
