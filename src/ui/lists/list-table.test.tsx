import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import { ListTable } from './list-table'

test('a long name without spaces takes further lines, not the place of the other columns', async () => {
  const screen = await render(
    <div style={{ width: 700 }}>
      <ListTable label="Things">
        <tbody>
          <tr>
            <th scope="row">{'w'.repeat(250)}</th>
            <td data-align="end">16 h ago</td>
          </tr>
        </tbody>
      </ListTable>
    </div>,
  )
  const { scrollWidth, clientWidth } = screen.getByRole('region', { name: 'Things' }).element()
  expect(scrollWidth).toBe(clientWidth)
})
