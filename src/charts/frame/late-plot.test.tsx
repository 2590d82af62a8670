import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { followPrinting } from '~/ui/page/printing'
import { latePlot } from './late-plot'

interface PictureProps {
  height: number
}

function Picture({ height }: PictureProps) {
  return <div role="img" aria-label="A picture" style={{ height }} />
}

test('far down, the code of a drawing is fetched when its place comes near the view, which keeps its height', async () => {
  const load = vi.fn<() => Promise<typeof Picture>>(async () => Picture)
  const Far = latePlot<PictureProps>(load, ({ height }) => height, 'near view')
  const screen = await render(
    <>
      <div style={{ height: 5000 }}>Above</div>
      <div data-testid="place">
        <Far height={300} />
      </div>
    </>,
  )
  const place = screen.getByTestId('place').element()
  // Observers have told where everything is by the second frame.
  await frames(3)
  expect(load).not.toHaveBeenCalled()
  expect(place.getBoundingClientRect().height).toBe(300)
  place.scrollIntoView()
  await expect.element(screen.getByRole('img', { name: 'A picture' })).toBeVisible()
  expect(load).toHaveBeenCalledTimes(1)
  expect(place.getBoundingClientRect().height).toBe(300)
})

test('elsewhere it is on its way as soon as it is named', async () => {
  const load = vi.fn<() => Promise<typeof Picture>>(async () => Picture)
  const Near = latePlot<PictureProps>(load, ({ height }) => height)
  expect(load).toHaveBeenCalledTimes(1)
  const screen = await render(<Near height={10} />)
  await expect.element(screen.getByRole('img', { name: 'A picture' })).toBeVisible()
})

test('printed before its code is here, what it draws is on paper in another form', async () => {
  const stop = followPrinting()
  const Far = latePlot<PictureProps>(
    async () => Picture,
    ({ height }) => height,
    'near view',
  )
  const screen = await render(
    <>
      <div style={{ height: 5000 }}>Above</div>
      <Far height={300} onPaper={<p>The numbers</p>} />
    </>,
  )
  await frames(3)
  const numbers = screen.getByText('The numbers')
  expect(numbers.query()).toBeNull()
  window.dispatchEvent(new Event('beforeprint'))
  await expect.element(numbers).toBeInTheDocument()
  window.dispatchEvent(new Event('afterprint'))
  await expect.element(numbers).not.toBeInTheDocument()
  stop()
})

async function frames(count: number): Promise<void> {
  for (let k = 0; k < count; k++) await new Promise((resolve) => requestAnimationFrame(resolve))
}
