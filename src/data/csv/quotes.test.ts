import { expect, test } from 'vitest'
import { cells, readText } from '../fixtures/read'

test('a quote behind spaces after the separator opens a cell', async () => {
  const table = await readText('a, b, c\n1, "x, y", 2\n3,  "z" , 4\n5, "say ""hi"", you", 6\n')
  expect(cells(table)).toEqual([
    [1, 'x, y', 2],
    [3, 'z', 4],
    [5, 'say "hi", you', 6],
  ])
})

test('spaces behind the closing quote are no text', async () => {
  expect(cells(await readText('"a" ,"b"\n"1" ,"x, y"\n"2","z"  \n'))).toEqual([
    [1, 'x, y'],
    [2, 'z'],
  ])
})

test('quotes inside a cell are part of it', async () => {
  const table = await readText('a,b\n1, "big" dog\n2, 5" nail\n3, "\n4, "\n5,"\n6"\n')
  expect(cells(table)).toEqual([
    [1, '"big" dog'],
    [2, '5" nail'],
    [3, '"'],
    [4, '"'],
    [5, '6'],
  ])
})

test('wherever the bytes are cut, the cells are the same', async () => {
  const rows = Array.from({ length: 120_000 }, (_, i) => `${i},  "a, ${i % 7}" , "b ${'x'.repeat(i % 50)}"`)
  const table = await readText(`n, p, q\n${rows.join('\n')}\n`)
  expect(table.columns.rows).toBe(120_000)
  const [n, p, q] = table.columns.columns
  expect(n?.type === 'number' && n.values.every((x, i) => x === i)).toBe(true)
  expect(p?.type === 'text' && p.categories).toEqual([0, 1, 2, 3, 4, 5, 6].map((k) => `a, ${k}`))
  expect(q?.type === 'text' && q.categories.length).toBe(50)
})

test.each([
  ['data.csv', 'a,b\r\n1,2\r\n3,4\r\n\u001a'],
  ['padded.csv', `a,b\r\n1,2\r\n3,4${'\u001a'.repeat(127)}`],
  ['lines.jsonl', '{"a":1,"b":2}\n{"a":3,"b":4}\n\u001a'],
])('the end mark of DOS is no row of %s', async (name, text) => {
  expect(cells(await readText(text, name))).toEqual([
    [1, 2],
    [3, 4],
  ])
})

test('the end mark of DOS, in UTF-16', async () => {
  const text = '\ufeffa\tb\r\n1\tä\r\n\u001a'
  const bytes = new Uint8Array(Uint16Array.from([...text].map((c) => c.charCodeAt(0))).buffer)
  expect(cells(await readText(bytes, 'data.txt'))).toEqual([[1, 'ä']])
})

test('quotes behind a backslash, as MySQL and Spark write them', async () => {
  const text = 'a,b,c\n1,"say \\"hi\\", you",x\n2,"C:\\\\dir",y\n3,"it is \\"so\\"",z\n'
  expect(cells(await readText(text))).toEqual([
    [1, 'say "hi", you', 'x'],
    [2, 'C:\\dir', 'y'],
    [3, 'it is "so"', 'z'],
  ])
})

test('a backslash is a backslash where quotes are doubled', async () => {
  expect(cells(await readText('a,b\n1,"C:\\dir\\"\n2,"say ""hi"""\n'))).toEqual([
    [1, 'C:\\dir\\'],
    [2, 'say "hi"'],
  ])
})

test('whole numbers in quotes are read as fast as others: no cell looks at all that follows it', async () => {
  const rows = Array.from({ length: 150_000 }, (_, i) => `"${i}","a"`)
  const { columns } = await readText(`"n","p"\n${rows.join('\n')}\n`)
  expect(columns.rows).toBe(150_000)
  expect(columns.columns[0]?.type).toBe('number')
})
