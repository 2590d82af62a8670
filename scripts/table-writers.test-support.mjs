import { gzipSync } from 'node:zlib'

/**
 * Rows of two columns of numbers and one of categories; null is missing.
 * @typedef {{ names: [string, string, string], rows: (readonly [number | null, number | null, string | null])[] }} Table
 */

/** @param {string | number | null} cell */
const quoted = (cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)

/** @param {Table} table @param {string} separator @param {(x: number) => string} number */
function delimited({ names, rows }, separator, number) {
  const lines = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? number(cell) : quoted(cell))).join(separator),
  )
  return [names.map(quoted).join(separator), ...lines, ''].join('\n')
}

/** @param {Table} table */
const objects = ({ names, rows }) =>
  rows.map((row) => Object.fromEntries(row.map((cell, j) => [names[j], cell])))

/** Bytes of a text cell in UTF-32. */
const WIDE = 4 * 16

/**
 * As numpy.save writes a header.
 * @param {string} descr @param {number} rows @param {Uint8Array} data
 */
function npy(descr, rows, data) {
  const head = `{'descr': ${descr}, 'fortran_order': False, 'shape': (${rows},), }`
  const padded = `${head.padEnd(64 * Math.ceil((head.length + 11) / 64) - 11)}\n`
  const length = new Uint8Array(new Uint16Array([padded.length]).buffer)
  return Buffer.concat([
    Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, ...length]),
    Buffer.from(padded, 'latin1'),
    data,
  ])
}

/** @param {DataView} view @param {number} at @param {string | number | null} cell */
function put(view, at, cell) {
  if (typeof cell === 'string')
    for (const [i, character] of [...cell].entries())
      view.setUint32(at + 4 * i, character.codePointAt(0) ?? 0, true)
  else view.setFloat64(at, cell ?? Number.NaN, true)
}

/** A structured array. @param {Table} table */
function records({ names, rows }) {
  const size = 8 + 8 + WIDE
  const data = new Uint8Array(rows.length * size)
  const view = new DataView(data.buffer)
  for (const [i, [x, y, k]] of rows.entries()) {
    put(view, i * size, x)
    put(view, i * size + 8, y)
    if (k !== null) put(view, i * size + 16, k)
  }
  const [x, y, k] = names
  return npy(`[('${x}', '<f8'), ('${y}', '<f8'), ('${k}', '<U16')]`, rows.length, data)
}

/** One array for each column. @param {Table} table */
function archive({ names, rows }) {
  const arrays = names.map((name, j) => {
    const size = j === 2 ? WIDE : 8
    const data = new Uint8Array(rows.length * size)
    const view = new DataView(data.buffer)
    for (const [i, row] of rows.entries()) if (j < 2 || row[j] !== null) put(view, i * size, row[j] ?? null)
    return { name: `${name}.npy`, data: npy(j === 2 ? "'<U16'" : "'<f8'", rows.length, data) }
  })
  return zip(arrays)
}

/** Files without compression. @param {{ name: string, data: Buffer }[]} files */
function zip(files) {
  const parts = /** @type {Buffer[]} */ ([])
  const directory = /** @type {Buffer[]} */ ([])
  let at = 0
  for (const { name, data } of files) {
    const entry = Buffer.alloc(26)
    entry.writeUInt16LE(20, 0)
    entry.writeUInt32LE(crc32(data), 10)
    entry.writeUInt32LE(data.length, 14)
    entry.writeUInt32LE(data.length, 18)
    entry.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), entry, Buffer.from(name), data])
    const end = Buffer.alloc(14)
    end.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), entry, end, Buffer.from(name))
    parts.push(local)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const tail = Buffer.alloc(18)
  tail.writeUInt16LE(files.length, 4)
  tail.writeUInt16LE(files.length, 6)
  tail.writeUInt32LE(listed.length, 8)
  tail.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06', 'latin1'), tail])
}

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xed_b8_83_20 : 0)
  }
  return ~crc >>> 0
}

/**
 * One table as a file in each format that is written without a library of its own, by the end of the file's name.
 * Parquet and Arrow are written by pandas, pyarrow and polars (src/data/fixtures/same/).
 * @param {Table} table
 * @returns {Record<string, string | Buffer>}
 */
export function writings(table) {
  const { names, rows } = table
  const plain = delimited(table, ',', String)
  const counted = (/** @type {number} */ j) => Object.fromEntries(rows.map((row, i) => [String(i), row[j]]))
  return {
    csv: plain,
    'csv.gz': gzipSync(plain),
    'semicolons.csv': delimited(table, ';', (x) => String(x).replace('.', ',')),
    'tabs.tsv': delimited(table, '\t', (x) => x.toFixed(2)).replaceAll('\n', '\r\n'),
    'spaced.csv': delimited(table, ', ', String),
    jsonl: objects(table)
      .map((row) => JSON.stringify(row))
      .join('\n'),
    'columns.json': JSON.stringify(Object.fromEntries(names.map((name, j) => [name, counted(j)]))),
    'split.json': JSON.stringify({ columns: names, index: rows.map((_, i) => i), data: rows }, null, 1),
    npy: records(table),
    npz: archive(table),
  }
}
