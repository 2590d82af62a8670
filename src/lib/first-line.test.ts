import { expect, test } from 'vitest'
import { firstLine } from './first-line'

test.each([
  ['Which classifier reads **handwritten digits** best?', 'Which classifier reads handwritten digits best?'],
  ['\n  \n## The *forest* `baseline`\nMore', 'The forest baseline'],
  ['> quoted, as _they_ said', 'quoted, as they said'],
  ['- first point', 'first point'],
  ['See [the paper](https://example.org/a_b), __now__', 'See the paper, now'],
  ['---\n```python\ncode', 'code'],
  // Names and comparisons have no marks.
  [
    'val_loss of model_v2 where a > b, C# and 2 * 3 * 4',
    'val_loss of model_v2 where a > b, C# and 2 * 3 * 4',
  ],
  ['# Note <script>alert(1)</script>', 'Note <script>alert(1)</script>'],
  ['', ''],
])('%j says %j', (markdown, said) => {
  expect(firstLine(markdown)).toBe(said)
})

test('is short, and quick on a line of marks', () => {
  expect(firstLine('a'.repeat(1000))).toHaveLength(160)
  expect(firstLine(`x${'*_`'.repeat(100_000)}`).length).toBeLessThanOrEqual(160)
})
