import { describe, expect, test } from 'vitest'
import { readTable } from './read-file'

const notesOf = async (cells: readonly (number | string)[]): Promise<string[]> =>
  (await readTable(new File([`v,w\n${cells.map((x) => `${x},1`).join('\n')}\n`], 'a.csv'))).summary.notes

const plain = Array.from({ length: 20 }, (_, i) => 5 + i / 2)

describe('a number that marks missing values', () => {
  test.each([-999, -9999, 999.9, -999.25, 9.96921e36, -32768])(
    '%d far from the rest is said',
    async (fill) => {
      expect(await notesOf([...plain, fill, fill])).toEqual([
        expect.stringMatching(/in 'v' \(2 cells\) is far from all other values \(5 to 14\.5\), as a mark/),
      ])
    },
  )

  test.each([
    ['once', [...plain, -999]],
    ['within reach of the rest', [...plain, -990, -999, -999]],
    ['no number that is used so', [...plain, -500, -500]],
    ['beside one value alone', [5, 5, 5, -999, -999]],
  ])('not %s', async (_, cells) => {
    expect(await notesOf(cells)).toEqual([])
  })

  test('nor where it counts as missing', async () => {
    const file = new File([`v,w\n${[...plain, -999, -999].map((x) => `${x},1`).join('\n')}\n`], 'a.csv')
    const { summary } = await readTable(file, {}, { missing: ['-999'] })
    expect(summary.notes).toEqual(["'-999' in 'v' (2 cells) counts as missing."])
  })
})
