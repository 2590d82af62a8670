import { expect, test } from 'vitest'
import { madeRun } from './compare.test-support'
import { differenceRows, tableText } from './difference-table'

const runs = [
  madeRun('a', { params: { lr: '1e-4', model: 'unet' }, metrics: { 'val/iou': 0.7, step: 1 } }),
  madeRun('b', { params: { lr: '1e-3', model: 'unet' }, metrics: { 'val/iou': 0.8, step: 2 } }),
  madeRun('c', { params: { model: 'unet' }, metrics: { 'val/iou': Number.NaN, step: 3 } }),
]
const row = (id: string) => differenceRows(runs).find((one) => one.id === id)

test('what differs, what is the same, and what a run lacks', () => {
  expect(row('param:lr')).toMatchObject({ cells: ['1e-4', '1e-3', null], isIdentical: false, best: [] })
  expect(row('param:model')?.isIdentical).toBe(true)
  expect(row('attribute:duration')?.cells).toEqual(['1min', '1min', '1min'])
})

test('the best value is marked where the key says which way is better', () => {
  expect(row('metric:val/iou')?.best).toEqual([1])
  expect(row('metric:step')?.best).toEqual([])
})

test('data sets differ by digest, rows and columns', () => {
  const [first, second] = [1797, 1700].map((rows, place) => ({
    ...runs[place]!,
    datasets: [
      {
        name: 'digits',
        digest: 'a1',
        context: 'training',
        sourceType: 'local',
        source: '',
        schema: '{"mlflow_colspec":[{"name":"t","type":"double"}]}',
        profile: `{"num_rows":${rows}}`,
      },
    ],
  }))
  const sets = differenceRows([first!, second!]).filter(({ kind }) => kind === 'dataset')
  expect(sets.map(({ key, cells, isIdentical }) => [key, cells, isIdentical])).toEqual([
    ['training', ['digits (a1)', 'digits (a1)'], true],
    ['training column t', ['double', 'double'], true],
    ['training rows', ['1797', '1700'], false],
  ])
})

test('as CSV and as TSV', () => {
  const rows = [row('param:lr')!, row('metric:val/iou')!]
  expect(tableText(['a,b', 'b', 'c'], rows, ',').split('\r\n')).toEqual([
    'kind,key,"a,b",b,c',
    'parameter,lr,1e-4,1e-3,',
    'metric,val/iou,0.7,0.8,NaN',
  ])
  expect(tableText(['a\tb', 'b', 'c'], rows, '\t').split('\r\n')[0]).toBe('kind\tkey\ta b\tb\tc')
  expect(tableText(['=1+1', 'b', 'c'], [], ',')).toBe("kind,key,'=1+1,b,c")
  expect(tableText(['=1+1', 'b', 'c'], [], '\t')).toBe("kind\tkey\t'=1+1\tb\tc")
})
