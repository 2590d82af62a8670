import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { Tag } from './tag'

it('cuts one long word, which would push the columns beside it out of a table, and keeps it readable', async () => {
  const long = `note=${'x'.repeat(400)}`
  const screen = await render(
    <table>
      <tbody>
        <tr>
          <td>
            <Tag>{long}</Tag>
          </td>
        </tr>
      </tbody>
    </table>,
  )
  const cell = screen.getByRole('cell').element()
  expect(cell.getBoundingClientRect().width).toBeLessThan(340)
  await expect.element(screen.getByTitle(long)).toBeVisible()
})
