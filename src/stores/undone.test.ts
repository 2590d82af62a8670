import { beforeEach, expect, test } from 'vitest'
import { toast, useToasts } from './toasts'
import { withdrawUndo } from './undone'

const titles = () => useToasts.getState().toasts.map(({ title }) => title)
beforeEach(() => useToasts.setState({ toasts: [] }))

test('an Undo goes once all that it brings back is there, and no other toast does', () => {
  toast({ tone: 'ok', title: 'two', brings: ['a', 'b'] })
  toast({ tone: 'ok', title: 'one', brings: ['c'] })
  toast({ tone: 'ok', title: 'other' })
  withdrawUndo(['a', 'x'])
  expect(titles()).toEqual(['two', 'one', 'other'])
  withdrawUndo(['b'])
  expect(titles()).toEqual(['one', 'other'])
  withdrawUndo(['c'])
  expect(titles()).toEqual(['other'])
})

test('an answer that was asked for before something was deleted takes no Undo of it away', () => {
  const { toasts } = useToasts.getState()
  toast({ tone: 'ok', title: 'since', brings: ['a'] })
  withdrawUndo(['a'], toasts)
  expect(titles()).toEqual(['since'])
})
