import { afterEach, expect, it, vi } from 'vitest'
import { useToasts } from '~/stores/toasts'
import { whenReachable } from './when-reachable'

afterEach(() => vi.restoreAllMocks())

const unfetched = new TypeError('Failed to fetch dynamically imported module: /assets/page.js')

it('waits without a network, says so, and loads what it was asked for when there is one', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(unfetched).mockResolvedValueOnce('page')
  const loading = whenReachable(load)
  await expect.poll(() => useToasts.getState().toasts.map(({ title }) => title)).toEqual(['You are offline'])
  expect(load).toHaveBeenCalledTimes(1)

  online.mockReturnValue(true)
  window.dispatchEvent(new Event('online'))
  expect(await loading).toBe('page')
  expect(useToasts.getState().toasts).toEqual([])
})

it('says it once, however many pages are tried', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const loads = ['a', 'b', 'c'].map((page) =>
    vi.fn<() => Promise<string>>().mockRejectedValueOnce(unfetched).mockResolvedValueOnce(page),
  )
  const loading = Promise.all(loads.map((load) => whenReachable(load)))
  await expect.poll(() => loads.every((load) => load.mock.calls.length === 1)).toBe(true)
  await expect.poll(() => useToasts.getState().toasts.length).toBe(1)

  online.mockReturnValue(true)
  window.dispatchEvent(new Event('online'))
  expect(await loading).toEqual(['a', 'b', 'c'])
  expect(useToasts.getState().toasts).toEqual([])
})

it('fails at once where the network is there and the server is not', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
  await expect(whenReachable(() => Promise.reject(unfetched))).rejects.toBe(unfetched)
  expect(useToasts.getState().toasts).toEqual([])
})
