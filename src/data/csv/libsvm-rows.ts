import { formatCount } from '~/lib/format'
import type { NumberColumn } from '../columns'
import type { Parsed } from './csv'
import { DataError } from '../errors'
import { MAX_CELLS, MAX_COLUMNS, plural } from '../limits'
import { feed, type Source } from '../source'
import { ROW } from './libsvm'

const PLACE = 'f'

interface Entries {
  labels: number[]
  /** Numbers of queries, by row; empty where there are none. */
  queries: number[]
  rows: number[]
  places: number[]
  values: number[]
  line: number
  least: number
  most: number
}

function readLine(fileName: string, text: string, into: Entries): void {
  if (!ROW.test(text))
    throw new DataError(
      'bad-libsvm',
      `${fileName}: line ${formatCount(into.line)} is not a label and index:value pairs, such as 1 3:0.5 7:2, as the lines before it are.`,
    )
  const [label, ...pairs] = text.replace(/#.*/, '').trim().split(/\s+/)
  const row = into.labels.push(Number(label)) - 1
  if (pairs[0]?.startsWith('qid:')) into.queries[row] = Number(pairs.shift()!.slice(4))
  for (const pair of pairs) {
    const at = pair.indexOf(':')
    const place = Number(pair.slice(0, at))
    const value = Number(pair.slice(at + 1))
    into.rows.push(row)
    into.places.push(place)
    into.values.push(Number.isFinite(value) ? value : Number.NaN)
    into.least = Math.min(into.least, place)
    into.most = Math.max(into.most, place)
  }
  const columns = into.most - Math.min(into.least, 1) + 2
  if (columns > MAX_COLUMNS || columns * into.labels.length > MAX_CELLS)
    throw new DataError(
      'too-many-columns',
      `${fileName} has ${plural(columns, 'column')} in line ${formatCount(into.line)}, more than fit into a table here. Choose a file with fewer features or rows.`,
    )
}

/**
 * Reads a LIBSVM file (https://www.csie.ntu.edu.tw/~cjlin/libsvm/): column `label`, `qid` where rows have one, then f1, f2, … (from f0 where an
 * index is 0). What a row does not name is 0.
 *
 * @throws DataError with the line that is none
 */
export async function readLibsvm(source: Source, encoding: string): Promise<Parsed> {
  const into: Entries = {
    labels: [],
    queries: [],
    rows: [],
    places: [],
    values: [],
    line: 0,
    least: Infinity,
    most: 0,
  }
  const decoder = new TextDecoder()
  await feed(
    source,
    encoding,
    0,
    () => into.labels.length,
    (bytes, start, end, final, stopAt) => {
      let at = start
      while (at < end && at < stopAt) {
        let stop = bytes.indexOf(10, at)
        if (stop < 0 || stop >= end) {
          if (!final) return at
          stop = end
        }
        into.line++
        const text = decoder.decode(bytes.subarray(at, stop)).trim()
        if (text !== '') readLine(source.name, text, into)
        at = Math.min(stop + 1, end)
      }
      return at
    },
    () => false,
  )
  const { labels, queries, most } = into
  const first = Math.min(into.least, 1)
  const columns = Array.from({ length: most - first + 1 }, (_, j): NumberColumn => ({
    type: 'number',
    name: `${PLACE}${first + j}`,
    values: new Float64Array(labels.length),
  }))
  for (const [i, place] of into.places.entries())
    columns[place - first]!.values[into.rows[i]!] = into.values[i]!
  return {
    columns: {
      rows: labels.length,
      columns: [
        { type: 'number', name: 'label', values: Float64Array.from(labels) },
        ...(queries.length === 0
          ? []
          : [
              {
                type: 'number' as const,
                name: 'qid',
                values: Float64Array.from(labels, (_, row) => queries[row] ?? Number.NaN),
              },
            ]),
        ...columns,
      ],
    },
    notes: ['The file was read as LIBSVM: a label and features; what a row does not name is 0.'],
  }
}
