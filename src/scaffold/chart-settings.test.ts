import { expect, test } from 'vitest'
import { urlCodec } from '~/lib/url-codec'
import { axisOf, chartFields, type ChartSettings } from './chart-settings'

const codec = urlCodec<ChartSettings>(chartFields)
const read = (query: string) => codec.read(new URLSearchParams(query))

test('settings of charts survive the address', () => {
  const settings: ChartSettings = {
    x: 'metric:val/loss, 50 %',
    log: true,
    smoothing: 0.82,
    y: 'symlog',
    outliers: false,
    pinned: ['a', 'b/c'],
    find: 'class 3',
    section: '',
    zoom: [1.5, 20],
  }
  expect(codec.read(codec.write(settings))).toEqual(settings)
  expect(codec.write(codec.empty).toString()).toBe('')
})

test('what is no setting falls back', () => {
  expect(read('x=metric:&smoothing=1&y=cubic&outliers=maybe')).toEqual(codec.empty)
  expect(read('smoothing=-0.5').smoothing).toBe(0)
})

test('the axis that is meant', () => {
  expect(axisOf('metric:a')).toEqual({ metric: 'a' })
  expect(axisOf('relative')).toBe('relative')
  expect(axisOf('step')).toBe('step')
})
