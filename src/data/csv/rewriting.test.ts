import { describe, expect, test } from 'vitest'
import { cells, fileOf, readText } from '../fixtures/read'
import { readTable } from '../read-file'

const read = async (text: string, name = 'a.csv') => {
  const table = await readText(text, name)
  return { names: table.columns.columns.map((c) => c.name), cells: cells(table), notes: table.summary.notes }
}

describe('single quotes', () => {
  test('around all cells, or around names and texts', async () => {
    expect(await read("'x','y'\n'1.5','a, b'\n'2','it''s \"so\"'\n'3',''\n")).toMatchObject({
      names: ['x', 'y'],
      cells: [
        [1.5, 'a, b'],
        [2, 'it\'s "so"'],
        [3, null],
      ],
      notes: ['Cells are in single quotes.'],
    })
    const mixed = await read("'x';'y'\r\n1,5;'a'\r\n2,5;'b\nc'\r\n3;'d'")
    expect(mixed).toMatchObject({ names: ['x', 'y'] })
    expect(mixed.cells).toEqual([
      [1.5, 'a'],
      [2.5, 'b\nc'],
      [3, 'd'],
    ])
  })

  test('that are apostrophes stay', async () => {
    expect((await read("x,y\n'tis,1\nrock 'n' roll,2\n")).cells).toEqual([
      ["'tis", 1],
      ["rock 'n' roll", 2],
    ])
    expect((await read("'tis,y\nso,1\n")).names).toEqual(["'tis", 'y'])
  })

  test('of a file that is read in pieces end where they end', async () => {
    const rows = Array.from({ length: 600_000 }, (_, i) => `'${i}','a''b'`)
    const table = await readText(`'x','y'\n${rows.join('\n')}\n`)
    const [x, y] = table.columns.columns
    expect(table.columns.rows).toBe(600_000)
    expect(x?.type === 'number' && x.values.every((value, i) => value === i)).toBe(true)
    expect(y?.type === 'text' && y.categories).toEqual(["a'b"])
  })
})

describe('tables in Markdown', () => {
  test('are read without their marks', async () => {
    expect(
      await read('| x | y |\n|---:|:---|\n| 1.5 | a \\| b |\n| 2 | c |\n|  | d |\n', 'table.md'),
    ).toMatchObject({
      names: ['x', 'y'],
      cells: [
        [1.5, 'a | b'],
        [2, 'c'],
        [null, 'd'],
      ],
      notes: ['The file was read as a table in Markdown.'],
    })
    expect((await read('x | y\r\n--- | ---\r\n1 | 2\r\n3 | 4', 'a.txt')).cells).toEqual([
      [1, 2],
      [3, 4],
    ])
  })

  test('name the line of what cannot be read', async () => {
    const text = '| x | y |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n| 1 | 2 |\n'
    await expect(readTable(fileOf('a.md', text))).rejects.toThrow(/line 4/)
  })

  test('need their line of dashes', async () => {
    expect((await read(`x|y\n${'-'.repeat(60_000)}|x\n3|4\n`)).names).toEqual(['x', 'y'])
    expect((await read('x|y\n1|2\n3|4\n')).notes).toEqual([])
    expect((await read('x|y\n-|-\n3|4\n')).names).toEqual(['x', 'y'])
  })
})
