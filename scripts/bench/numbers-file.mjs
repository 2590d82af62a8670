import { createHash } from 'node:crypto'
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A generated CSV file.
 * @typedef {object} NumbersFile
 * @property {string} path
 * @property {string} name
 * @property {number} rows without the header
 * @property {number} columns
 * @property {number} bytes
 * @property {string} digest SHA-256, 64 hex digits: the name of the file in a link
 */

/**
 * A small generator of 32 random bits (Marsaglia 2003, "Xorshift RNGs", doi:10.18637/jss.v008.i14):
 * the same seed writes the same bytes everywhere.
 * @param {number} seed
 */
function randomBits(seed) {
  let state = (seed ^ 0x9e3779b9) | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

/**
 * Writes numbers between −1 and 1, with six decimals or as a program prints a double (about 17 digits).
 * @param {object} options
 * @param {string} options.folder
 * @param {string} options.name
 * @param {number} options.rows
 * @param {number} [options.columns]
 * @param {number} options.seed
 * @param {'six decimals' | 'all digits'} [options.digits]
 * @param {number} [options.shift] added to every number of the second half of the columns
 * @returns {NumbersFile}
 */
export function writeNumbers({ folder, name, rows, columns = 10, seed, digits = 'six decimals', shift = 0 }) {
  const path = join(folder, name)
  const next = randomBits(seed)
  const hash = createHash('sha256')
  const file = openSync(path, 'w')
  /** @param {string} text */
  const write = (text) => {
    hash.update(text)
    writeSync(file, text)
  }
  const short = digits === 'six decimals'
  write(`${Array.from({ length: columns }, (_, c) => `x${c + 1}`).join(',')}\n`)
  let text = ''
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      const value = next() / 2 ** 31 - 1 + (2 * c >= columns ? shift : 0)
      text += short ? value.toFixed(6) : String(value + next() / 2 ** 64)
      text += c === columns - 1 ? '\n' : ','
    }
    if (text.length > 4_000_000) {
      write(text)
      text = ''
    }
  }
  write(text)
  closeSync(file)
  return { path, name, rows, columns, bytes: statSync(path).size, digest: hash.digest('hex') }
}
