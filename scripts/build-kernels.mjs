import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './install.mjs'
import { isMain, runMain, Sentence } from './sentence.mjs'

/** The compiler is no dependency (its binaryen is 94 MB): whoever changes the kernels gets it, at exactly this version. */
const COMPILER = 'assemblyscript@0.28.20'
const home = join(root, '.cache', 'assemblyscript')
const compiler = join(home, 'node_modules', 'assemblyscript', 'dist', 'asc.js')

const folder = join(root, 'src', 'drift', 'kernels', 'simd')
/** What the first imports stands behind it. */
const SOURCES = ['engine.as', 'distances.as', 'exp.as', 'sums.as']
export const builtFile = join(folder, 'engine-bytes.ts')

/** Whether the compiler is there: tests rebuild the kernels only then. */
export const hasCompiler = () => existsSync(compiler)

/** SHA-256 of the kernels' source, in hexadecimal: stands in what was built from it. */
export const sourceHash = () => {
  const hash = createHash('sha256')
  for (const source of SOURCES) hash.update(readFileSync(join(folder, source)))
  return hash.digest('hex')
}

/**
 * Compiles the kernels.
 * @returns {Promise<Uint8Array>} a WebAssembly module
 * @throws {Sentence} with what the compiler says
 */
export async function compileKernels() {
  const { default: asc } = await import(pathToFileURL(compiler).href)
  /** @type {Uint8Array | null} */
  let bytes = null
  const { error, stderr } = await asc.main(
    ['engine.ts', '-o', 'engine.wasm', '--runtime', 'stub', '--initialMemory', '1', '--noAssert'].concat([
      '-O3',
      '--converge',
      '--enable',
      'simd',
    ]),
    {
      readFile: (/** @type {string} */ name) =>
        SOURCES.includes(name.replace(/\.ts$/, '.as'))
          ? readFileSync(join(folder, name.replace(/\.ts$/, '.as')), 'utf8')
          : null,
      writeFile: (/** @type {string} */ name, /** @type {Uint8Array} */ contents) => {
        if (name === 'engine.wasm') bytes = contents
      },
      listFiles: () => [],
    },
  )
  if (error || bytes === null) throw new Sentence(`The kernels do not compile: ${error?.message}\n${stderr}`)
  return bytes
}

/** @param {Uint8Array} bytes */
export const moduleText = (bytes) =>
  [
    `// Written by scripts/build-kernels.mjs from ${SOURCES.join(', ')}: not to be changed by hand.`,
    `// SHA-256 of these sources: ${sourceHash()}`,
    '',
    '/** A WebAssembly module, base64: as a part of the script it needs no request of its own, in page, worker and node. */',
    `export const ENGINE_BYTES =\n  '${Buffer.from(bytes).toString('base64')}'`,
    '',
  ].join('\n')

async function buildKernels() {
  if (!hasCompiler()) {
    console.log(`Installing ${COMPILER} into .cache/ …`)
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
    const args = ['install', '--no-audit', '--no-fund', '--save-exact', COMPILER]
    const { status } = spawnSync('npm', args, { cwd: home, stdio: 'inherit' })
    if (status !== 0)
      throw new Sentence(`${COMPILER} could not be installed: is the package registry reached?`)
  }
  const bytes = await compileKernels()
  writeFileSync(builtFile, moduleText(bytes))
  console.log(`${bytes.length} bytes of WebAssembly → src/drift/kernels/simd/engine-bytes.ts`)
}

if (isMain(import.meta.url)) await runMain(buildKernels)
