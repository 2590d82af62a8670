import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { LEVEL_NAMES, MLFLOW_LEVELS } from '~/domain/mlflow/permissions/level'
import type { MatrixColumn, MatrixLine } from '~/ui/grid/matrix-cell'
import { MatrixGrid } from '~/ui/grid/matrix-grid'
import '~/ui/theme/base.css'
import '~/ui/theme/fonts.css'
import { LOOKS } from './cells'

const lines: MatrixLine[] = [{ kind: 'row', row: 0, id: 'ann' }]
const columns = MLFLOW_LEVELS.map((id): MatrixColumn => ({
  id,
  name: id,
  caption: '',
  href: '#',
  group: null,
}))
const nothing = () => undefined

it('fits into its cell: nothing cuts the word of a level, with its mark', async () => {
  const screen = await render(
    <div style={{ width: 900 }}>
      <MatrixGrid
        label="Levels"
        lines={lines}
        rowCount={1}
        columns={columns}
        rowHead={() => 'ann'}
        cell={(_, column) => {
          const level = MLFLOW_LEVELS[column] ?? 'READ'
          return { text: LEVEL_NAMES[level], look: LOOKS[level], mark: '*', isDraft: true, says: level }
        }}
        corner=""
        range={null}
        onRange={nothing}
        onAct={nothing}
        onKey={() => false}
        onCopy={() => null}
        onPaste={nothing}
        emptyState=""
        maxHeight={300}
        headWidth={120}
        headHeight={112}
      />
    </div>,
  )
  await document.fonts.ready
  const cells = screen.getByRole('gridcell').elements()
  expect(cells).toHaveLength(MLFLOW_LEVELS.length)
  const tooWide = cells.flatMap((cell) => {
    const words = document.createRange()
    words.selectNodeContents(cell)
    const isTooWide = words.getBoundingClientRect().width > cell.getBoundingClientRect().width
    return isTooWide ? [cell.textContent] : []
  })
  expect(tooWide).toEqual([])
})
