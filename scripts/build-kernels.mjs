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

/**
 * What is made of the module: less, but nothing that nests what stood beside each other. The usual passes (-O3) put each
 * exponential of four that are written step by step side by side into one expression, one after the other, and Chromium
 * computes them as they stand: 70 instead of 41 µs for 16,000.
 */
const PASSES = 'ssa,vacuum,dce,optimize-instructions,simplify-locals-nonesting,vacuum,coalesce-locals'

const folder = join(root, 'src', 'drift', 'kernels', 'simd')
/** Each module is built from its first source and what that imports. */
export const MODULES = {
  engine: {
    sources: ['engine.as', 'distances.as', 'exp.as', 'factor.as', 'sums.as'],
    constant: 'ENGINE_BYTES',
  },
  rows: { sources: ['rows.as', 'exp.as', 'null-sums.as'], constant: 'ROWS_BYTES' },
}

/** @typedef {keyof typeof MODULES} ModuleName */

/** Where what is built of a module stands. @param {ModuleName} name */
export const builtFile = (name) => join(folder, `${name}-bytes.ts`)

/** Whether the compiler is there: tests rebuild the kernels only then. */
export const hasCompiler = () => existsSync(compiler)

/** SHA-256 of a module's source, in hexadecimal: stands in what was built from it. @param {ModuleName} name */
export const sourceHash = (name) => {
  const hash = createHash('sha256')
  for (const source of MODULES[name].sources) hash.update(readFileSync(join(folder, source)))
  return hash.digest('hex')
}

/**
 * Compiles a module.
 * @param {ModuleName} name
 * @returns {Promise<Uint8Array>} a WebAssembly module
 * @throws {Sentence} with what the compiler says
 */
export async function compileKernels(name) {
  const { default: asc } = await import(pathToFileURL(compiler).href)
  const { sources } = MODULES[name]
  /** @type {Uint8Array | null} */
  let bytes = null
  const { error, stderr } = await asc.main(
    [`${name}.ts`, '-o', 'built.wasm', '--runtime', 'stub', '--initialMemory', '1', '--noAssert'].concat([
      '-O0',
      '--runPasses',
      PASSES,
      '--enable',
      'simd',
    ]),
    {
      readFile: (/** @type {string} */ file) =>
        sources.includes(file.replace(/\.ts$/, '.as'))
          ? readFileSync(join(folder, file.replace(/\.ts$/, '.as')), 'utf8')
          : null,
      writeFile: (/** @type {string} */ file, /** @type {Uint8Array} */ contents) => {
        if (file === 'built.wasm') bytes = contents
      },
      listFiles: () => [],
    },
  )
  if (error || bytes === null) throw new Sentence(`The kernels do not compile: ${error?.message}\n${stderr}`)
  return bytes
}

/**
 * @param {ModuleName} name
 * @param {Uint8Array} bytes
 */
export const moduleText = (name, bytes) =>
  [
    `// Written by scripts/build-kernels.mjs from ${MODULES[name].sources.join(', ')}: not to be changed by hand.`,
    `// SHA-256 of these sources: ${sourceHash(name)}`,
    '',
    '/** A WebAssembly module, base64: as a part of the script it needs no request of its own, in page, worker and node. */',
    `export const ${MODULES[name].constant} =\n  '${Buffer.from(bytes).toString('base64')}'`,
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
  for (const name of /** @type {ModuleName[]} */ (Object.keys(MODULES))) {
    const bytes = await compileKernels(name)
    writeFileSync(builtFile(name), moduleText(name, bytes))
    console.log(`${bytes.length} bytes of WebAssembly → src/drift/kernels/simd/${name}-bytes.ts`)
  }
}

if (isMain(import.meta.url)) await runMain(buildKernels)
