import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bundledFile, bundledSampleById, bundledSampleOf, bundledSamples } from './samples'

const folder = new URL('../../public/samples/', import.meta.url)
const readSample = (fileName: string) => readFileSync(new URL(fileName, folder))

/** None of the bundled files quotes a cell, so splitting is enough (and is checked). */
function table(fileName: string): { header: string[]; rows: string[][] } {
  const text = readSample(fileName).toString('utf8')
  expect(text).not.toMatch(/["\r]/)
  expect(text.endsWith('\n')).toBe(true)
  const [header = [], ...rows] = text
    .slice(0, -1)
    .split('\n')
    .map((line) => line.split(','))
  return { header, rows }
}

const allFiles = bundledSamples.flatMap((sample) => sample.files.map((file) => ({ sample, file })))

describe.each(allFiles)('$file.fileName', ({ sample, file }) => {
  it('has the bytes that the manifest names', () => {
    const bytes = readSample(file.fileName)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.digest)
    expect(bytes.length).toBe(file.bytes)
    expect(file.path).toBe(`samples/${file.fileName}`)
  })

  it('has the rows and columns that the manifest names', () => {
    const { header, rows } = table(file.fileName)
    expect(header).toHaveLength(file.columns)
    expect(rows).toHaveLength(file.rows)
    expect(new Set(rows.map((cells) => cells.length))).toEqual(new Set([file.columns]))
  })

  it('has the columns that its suggestion and units name', () => {
    const { header } = table(file.fileName)
    const { columns, timeColumn } = sample.suggestion.selection
    const named = [...(columns ?? []), ...(timeColumn === null ? [] : [timeColumn])]
    expect(header).toEqual(expect.arrayContaining(named))
    const withUnit = Object.keys(sample.units).filter((name) => name !== '*')
    expect(header).toEqual(expect.arrayContaining(withUnit))
  })

  it('has a line with its digest in the README', () => {
    const line = readSample('README.md')
      .toString('utf8')
      .split('\n')
      .find((l) => l.includes(`\`${file.fileName}\``))
    expect(line).toContain(file.digest)
  })

  it('is found by its digest', () => {
    expect(bundledFile(file.digest)).toBe(file)
    expect(bundledSampleOf(file.digest)).toBe(sample)
  })
})

describe.each(bundledSamples)('sample $id', (sample) => {
  it('has two files, or one that is split or walked whole', () => {
    const roles = sample.files.map((f) => f.role)
    expect([['both'], ['reference', 'test']]).toContainEqual(roles)
    if (sample.suggestion.selection.split) expect(roles).toEqual(['both'])
  })

  it('splits inside the file, without a row on both sides', () => {
    const { split } = sample.suggestion.selection
    if (split?.by !== 'rows') return
    const rows = sample.files[0]?.rows ?? 0
    const test = split.test ?? { first: split.reference.last + 1, last: rows }
    expect(split.reference.first).toBe(1)
    expect(test.first).toBe(split.reference.last + 1)
    expect(test.last).toBe(rows)
  })

  it('marks places that the test rows have', () => {
    const { annotations, suggestion, files } = sample
    const places = [
      ...annotations.markers.map((m) => m.at),
      ...annotations.regions.flatMap((r) => [r.from, r.to]),
    ]
    const test = files.find((f) => f.role !== 'reference')
    if (!test) throw new Error('no test file')
    const { header, rows } = table(test.fileName)
    const timeAt = header.indexOf(suggestion.selection.timeColumn ?? '')
    const axis = rows.map((cells, i) => (annotations.axis === 'row' ? i + 1 : Number(cells[timeAt])))
    for (const at of places) expect(axis).toContain(at)
  })

  it('is found by its id, and states source and licence', () => {
    expect(bundledSampleById(sample.id)).toBe(sample)
    expect(sample.source.url).toMatch(/^https:/)
    expect(sample.licence.note).not.toBe('')
    const readme = readSample('README.md').toString('utf8')
    expect(readme).toContain(sample.licence.name)
    expect(readme).toContain(sample.source.url)
  })
})

it('knows no other id and no other digest', () => {
  expect(bundledSampleById('iris')).toBeNull()
  expect(bundledFile('0'.repeat(64))).toBeNull()
  expect(bundledSampleOf('0'.repeat(64))).toBeNull()
})

it('lists every file of the folder', () => {
  const present = readdirSync(folder).filter((name) => name.endsWith('.csv'))
  expect(allFiles.map(({ file }) => file.fileName).toSorted()).toEqual(present.toSorted())
})

it('has digits that are whole numbers from 0 to 16', () => {
  const cells = ['digits-reference.csv', 'digits-stream.csv'].flatMap((f) => table(f).rows.flat())
  expect(cells.filter((cell) => !/^(\d|1[0-6])$/.test(cell))).toEqual([])
})

it('has the errors of a classifier as its notes count them', () => {
  const sample = bundledSampleById('digits-predictions')
  const { header, rows } = table('digits-predictions.csv')
  expect(header).toEqual(['truth', 'predicted', 'error'])
  expect(rows.filter((cells) => cells.some((cell) => cell !== '0' && cell !== '1'))).toEqual([])
  for (const [truth, predicted, error] of rows) expect(error).toBe(truth === predicted ? '0' : '1')
  const errors = rows.map((cells) => Number(cells[2]))
  const wrong = (part: readonly number[]) => part.reduce((sum, e) => sum + e, 0)
  const before = wrong(errors.slice(0, 450))
  const after = wrong(errors.slice(450))
  expect(sample?.notes[0]).toContain(
    `${before} of 450 answers are wrong before row 451, ${after} of ${errors.length - 450} after`,
  )
  expect(sample?.notes[1]).toContain(`first error is in row ${errors.indexOf(1) + 1}.`)
  const percent = (share: number) => `${Math.round(100 * share)} %`
  expect(sample?.notes[2]).toContain(
    `goes from ${percent(wrong(errors.slice(450, 700)) / 250)} to ${percent(wrong(errors.slice(700)) / (errors.length - 700))}`,
  )
  expect(sample?.description).toContain(
    `from ${percent(before / 450)} to ${percent(after / (errors.length - 450))}`,
  )
})

it('has Nile years 1871 to 1970 and Seattle days 2012 to 2015, none missing', () => {
  const years = table('nile.csv').rows.map(([year]) => Number(year))
  expect(years).toEqual(Array.from({ length: 100 }, (_, i) => 1871 + i))
  const days = table('seattle-weather.csv').rows.map(([date]) => Date.parse(`${date}T00:00Z`))
  expect(days).toEqual(Array.from({ length: 1461 }, (_, i) => Date.UTC(2012, 0, 1 + i)))
  // Row 731 (index 730) ends the suggested reference.
  expect(days[730]).toBe(Date.UTC(2013, 11, 31))
})
