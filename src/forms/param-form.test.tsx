import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { userEvent } from 'vitest/browser'
import {
  booleanParam,
  choiceParam,
  defineParams,
  detectorsParam,
  integerParam,
  integersParam,
  numberParam,
  type ParamValue,
} from '~/drift/params'
import { ParamForm } from './param-form'

const params = defineParams({
  bandwidth: choiceParam({
    label: 'Bandwidth',
    help: 'How the width of the kernel is found.',
    options: [
      { value: 'median', label: 'Median' },
      { value: 'given', label: 'Given' },
    ],
    default: 'median',
  }),
  sigma: numberParam({
    label: 'σ',
    help: 'Width of the kernel.',
    shownWhen: { name: 'bandwidth', is: 'given' },
    min: 0,
    exclusiveMin: true,
    max: 100,
    default: 1,
  }),
  alpha: numberParam({ label: 'α', help: 'Rate of false alarms.', min: 0, max: 0.5, default: 0.05 }),
  window: integerParam({ label: 'Window', help: 'Rows.', unit: 'rows', min: 2, max: 1000, default: 100 }),
  exact: booleanParam({ label: 'Exact', help: 'Slower.', default: false }),
  sizes: integersParam({ label: 'Sizes', help: 'Rows.', min: 2, max: 50, most: 3, default: '10, 20' }),
  members: detectorsParam({ label: 'Members', help: 'Who votes.', of: 'stream', default: 'ddm' }),
})

const offered = [
  { id: 'ddm', name: 'DDM', kind: 'stream' },
  { id: 'ks', name: 'KS', kind: 'batch' },
  { id: 'page-hinkley', name: 'Page-Hinkley', kind: 'stream' },
] as const

async function form() {
  const onSubmit = vi.fn<() => void>()
  const onProblem = vi.fn<(sentence: string | null) => void>()
  const seen: { values: Record<string, ParamValue>; set: (values: Record<string, ParamValue>) => void } = {
    values: {},
    set: () => undefined,
  }
  function Held() {
    const [values, setValues] = useState<Record<string, ParamValue>>({ ...params.defaults })
    Object.assign(seen, { values, set: setValues })
    return (
      <ParamForm
        fields={params.fields}
        values={values}
        onChange={(name, value) => setValues((now) => ({ ...now, [name]: value }))}
        onProblem={onProblem}
        onSubmit={onSubmit}
        detectors={offered}
      />
    )
  }
  const screen = await render(<Held />)
  return { screen, onSubmit, onProblem, seen }
}

it('keeps what is typed while it is not valid, says why, and changes no value', async () => {
  const { screen, onSubmit, onProblem, seen } = await form()
  const alpha = screen.getByLabelText('α')
  await userEvent.fill(alpha, '1.5')
  await expect.element(screen.getByText('α must be a number from 0 to 0.5, for example 0.05.')).toBeVisible()
  await expect.element(alpha).toHaveAttribute('aria-invalid', 'true')
  expect(seen.values['alpha']).toBe(0.05)
  expect(onProblem).toHaveBeenLastCalledWith('α must be a number from 0 to 0.5, for example 0.05.')

  await userEvent.click(screen.getByLabelText('Window'))
  await expect.element(alpha).toHaveValue('1.5')
  await userEvent.keyboard('{Enter}')
  expect(onSubmit).not.toHaveBeenCalled()

  await userEvent.fill(alpha, '0.010')
  expect(seen.values['alpha']).toBe(0.01)
  await expect.element(alpha).toHaveValue('0.010')
  expect(onProblem).toHaveBeenLastCalledWith(null)
  await userEvent.keyboard('{Enter}')
  expect(onSubmit).toHaveBeenCalledOnce()
  await userEvent.click(screen.getByLabelText('Window'))
  await expect.element(alpha).toHaveValue('0.01')
})

it('takes a value that comes from elsewhere in the place of what was typed over the old one', async () => {
  const { screen, seen } = await form()
  const size = screen.getByLabelText('Window')
  await userEvent.fill(size, 'many')
  await expect.element(size).toHaveValue('many')
  seen.set({ ...params.defaults, window: 250 })
  await expect.element(size).toHaveValue('250')
})

it('shows a parameter only while the one that it hangs on has its value', async () => {
  const { screen, onProblem } = await form()
  await expect.element(screen.getByLabelText('σ')).not.toBeInTheDocument()
  await userEvent.selectOptions(screen.getByLabelText('Bandwidth'), 'given')
  await userEvent.fill(screen.getByLabelText('σ'), '0')
  expect(onProblem).toHaveBeenLastCalledWith(expect.stringContaining('σ must be above 0'))
  await userEvent.selectOptions(screen.getByLabelText('Bandwidth'), 'median')
  await expect.element(screen.getByLabelText('σ')).not.toBeInTheDocument()
  expect(onProblem).toHaveBeenLastCalledWith(null)
})

it('names the unit and describes each field by its help', async () => {
  const { screen, seen } = await form()
  await expect.element(screen.getByLabelText('Window')).toHaveAccessibleDescription('Rows.')
  await expect.element(screen.getByText('rows', { exact: true })).toBeVisible()
  await userEvent.click(screen.getByLabelText('Exact'))
  expect(seen.values['exact']).toBe(true)
})

it('takes several whole numbers as text, and says what is wrong with them', async () => {
  const { screen, seen } = await form()
  const sizes = screen.getByLabelText('Sizes')
  await userEvent.fill(sizes, '10, 5')
  await expect.element(screen.getByText(/Sizes must be 1 to 3 different whole numbers/)).toBeVisible()
  expect(seen.values['sizes']).toBe('10, 20')
  await userEvent.fill(sizes, '5,10,15')
  expect(seen.values['sizes']).toBe('5,10,15')
})

it('offers the detectors of its kind, as boxes and as text', async () => {
  const { screen, seen, onProblem } = await form()
  const group = screen.getByRole('group', { name: 'Members' })
  await expect.element(group).toHaveAccessibleDescription('Who votes.')
  await expect.element(group.getByRole('checkbox', { name: 'DDM' })).toBeChecked()
  await expect.element(group.getByRole('checkbox', { name: 'KS' })).not.toBeInTheDocument()
  await userEvent.click(group.getByRole('checkbox', { name: 'Page-Hinkley' }))
  expect(seen.values['members']).toBe('ddm,page-hinkley')

  const text = screen.getByLabelText('Members as text')
  await userEvent.fill(text, 'page-hinkley,page-hinkley?threshold=20')
  expect(seen.values['members']).toBe('page-hinkley,page-hinkley?threshold=20')
  await expect.element(group.getByRole('checkbox', { name: /Page-Hinkley/ })).toBeChecked()
  await expect.element(group.getByText('(defaults; threshold 20)')).toBeVisible()

  // The last box may be left: the sentence says what is missing, and the value stays as it was.
  await userEvent.click(group.getByRole('checkbox', { name: /Page-Hinkley/ }))
  await expect.element(text).toHaveValue('')
  expect(seen.values['members']).toBe('page-hinkley,page-hinkley?threshold=20')
  expect(onProblem).toHaveBeenLastCalledWith(expect.stringContaining('Members must be 1 to 20 ids'))
  await userEvent.click(group.getByRole('checkbox', { name: 'DDM' }))
  expect(seen.values['members']).toBe('ddm')
})

it('lets columns stand in the place of detectors', async () => {
  const { screen, seen } = await form()
  const columns = screen.getByRole('checkbox', { name: /Columns that hold/ })
  await userEvent.click(columns)
  expect(seen.values['members']).toBe('columns')
  await expect.element(screen.getByRole('checkbox', { name: 'DDM' })).toBeDisabled()
  await userEvent.click(columns)
  expect(seen.values['members']).toBe('ddm')
})
