import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import '~/ui/theme/base.css'
import { type OneValue, rankedValues, ValueDots } from './value-dots'

const one = (name: string, value: number): OneValue => ({ name, value, colour: 0, style: 0 })
const FEW = [one('forest', 0.9685), one('logistic', 0.963), one('broken', Number.NaN), one('mlp', 0.95)]

function chart(values: readonly OneValue[], best: 'higher' | 'lower' = 'higher') {
  return render(
    <div style={{ width: 440 }}>
      <ValueDots
        title="val/accuracy"
        subtitle="Higher is better."
        values={values}
        best={best}
        fileName="accuracy"
        onCopyLink={() => undefined}
        pin={{ isPinned: false, onPin: () => undefined }}
      />
    </div>,
  )
}
const dots = () => [...document.querySelectorAll<SVGCircleElement>('[data-part=value]')]

it('puts the best first, and what is no number last', () => {
  const names = (best: 'higher' | 'lower') => rankedValues(FEW, best).map(({ name }) => name)
  expect(names('higher')).toEqual(['forest', 'logistic', 'mlp', 'broken'])
  expect(names('lower')).toEqual(['mlp', 'logistic', 'forest', 'broken'])
})

it('gives a few runs a row each, with name and value', async () => {
  const screen = await chart(FEW)
  await expect.element(screen.getByText('0.9685')).toBeVisible()
  await expect.element(screen.getByText('NaN')).toBeVisible()
  const xs = dots().map((dot) => dot.cx.baseVal.value)
  expect(xs).toHaveLength(3)
  expect(xs).toEqual(xs.toSorted((a, b) => b - a))
})

it('draws 200 runs as dots by rank, all of them in the table', async () => {
  const values = Array.from({ length: 200 }, (_, k) => one(`run ${k}`, (k * 7) % 200))
  const screen = await chart(values, 'lower')
  await expect.poll(() => dots().length).toBe(200)
  const ys = dots().map((dot) => dot.cy.baseVal.value)
  expect(ys).toEqual(ys.toSorted((a, b) => b - a))
  await screen.getByRole('button', { name: 'Show as table' }).click()
  await expect.element(screen.getByRole('row', { name: /^run 0 / })).toBeVisible()
})

it('has a picture where no value is finite, and where all are the same', async () => {
  await chart([one('a', Number.NaN), one('b', Infinity)])
  await expect.poll(() => document.querySelector('svg[role=img]')).toBeTruthy()
  expect(dots()).toHaveLength(0)
  await chart([one('a', 5), one('b', 5)])
  await expect.poll(() => dots().length).toBe(2)
  expect(document.body.innerHTML).not.toMatch(/c[xy]="NaN"/)
})
