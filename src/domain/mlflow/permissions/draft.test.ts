import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftAt, draftSize, EMPTY_DRAFT, withCells, withoutCells } from './draft'
import { MLFLOW_LEVELS } from './level'

const cell = fc.record({
  user: fc.constantFrom('a', 'b', 'c'),
  key: fc.constantFrom('e:1', 'e:2', 'm:1'),
  level: fc.constantFrom(null, ...MLFLOW_LEVELS),
})

describe('a draft', () => {
  it('is what a plain map would be, and leaves older drafts as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ adds: fc.boolean(), cells: fc.array(cell) })), (steps) => {
        const plain = new Map<string, unknown>()
        let draft = EMPTY_DRAFT
        for (const { adds, cells } of steps) {
          const older = draft
          const size = draftSize(older)
          draft = adds ? withCells(draft, cells) : withoutCells(draft, cells)
          expect(draftSize(older)).toBe(size)
          for (const { user, key, level } of cells) {
            if (adds) plain.set(`${user} ${key}`, level)
            else plain.delete(`${user} ${key}`)
          }
        }
        expect(draftSize(draft)).toBe(plain.size)
        for (const user of ['a', 'b', 'c'])
          for (const key of ['e:1', 'e:2', 'm:1'])
            expect(draftAt(draft, user, key)).toBe(plain.get(`${user} ${key}`))
      }),
    )
  })

  it('keeps how cells came until the last of a user is gone', () => {
    const copied = withCells(EMPTY_DRAFT, [{ user: 'a', key: 'e:1', level: 'READ' }], 'copied from b')
    expect(copied.notes.get('a')).toBe('copied from b')
    expect(withoutCells(copied, [{ user: 'a', key: 'e:1' }]).notes.size).toBe(0)
  })
})
