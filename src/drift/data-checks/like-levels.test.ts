import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { loadDetector } from '../run'
import { sampleOf } from '../samples-for-tests'
import { likeLevelsNotes } from './like-levels'

const notesOf = (...levels: readonly (readonly string[] | null)[]) =>
  likeLevelsNotes({ ...sampleOf([levels.map(() => 0)]), levels })

test('categories that case, spaces or accents alone tell apart are named', () => {
  expect(notesOf(['red', 'blue', 'RED'])).toEqual([
    "'red' and 'RED' of 'x1' count as two categories, though they differ by case, spaces or accents alone. Write them in one way if they are the same.",
  ])
  expect(notesOf(null, ['Zürich', 'Bern', 'Zurich'])[0]).toContain("'Zürich' and 'Zurich' of 'x2'")
  expect(notesOf(['new york', 'new_york'])).toHaveLength(1)
})

test('other signs and digits tell categories apart', () => {
  expect(notesOf(['A+', 'A-', 'A'], ['1', '-1', '1.0'], ['-', '+', ' '], ['Level (1)', 'Level (2)'])).toEqual(
    [],
  )
})

test('a detector of categories says so beside its verdict', async () => {
  const chiSquare = await loadDetector('chi-square')
  const levels = [['red', 'RED']]
  const reference = { ...sampleOf(Array.from({ length: 60 }, (_, i) => [i % 2])), levels }
  const other = { ...sampleOf(Array.from({ length: 60 }, () => [0])), levels }
  const found = driveSync(chiSquare({}, { reference, test: other }))
  expect(found.drift).toBe(true)
  expect(found.notes.join(' ')).toContain("'red' and 'RED' of 'x1' count as two categories")
})
