import { expect, test, vi } from 'vitest'
import { computations } from './computations'
import { loadDetector } from './run'

test('a computation that cannot be loaded is said, with what to do', async () => {
  vi.spyOn(computations, 'ks').mockRejectedValue(new TypeError('Failed to fetch'))
  await expect(loadDetector('ks')).rejects.toMatchObject({
    code: 'detector-unreachable',
    message: expect.stringContaining('computes KS could not be loaded'),
  })
})
