import { expect, test } from 'vitest'
import { compareCodec } from './settings'

test('200 runs and all settings stay below 2,000 characters', () => {
  const runs = Array.from({ length: 200 }, (_, n) =>
    ((n * 2654435761) >>> 0).toString(16).padStart(8, '0').repeat(4),
  )
  // As many as eight axes may have.
  const brush = encodeURIComponent(
    Array.from({ length: 8 }, (_, n) => `metric:val/score_${n}=0.001234${n}..0.98765${n}`).join(';'),
  )
  const settings = compareCodec.read(
    new URLSearchParams(
      `runs=${runs.join(',')}&view=scatter&across=param:lr&up=metric:val/iou&logs=across&colour=param:lr&band=yes&identical=yes&x=relative&smoothing=0.82&y=log&outliers=no&pin=val/loss&pin=val/iou&zoom=1.5..20&brush=${brush}`,
    ),
  )
  expect(settings.runs).toHaveLength(200)
  const written = compareCodec.write(settings)
  expect(written.toString().length).toBeLessThan(compareCodec.maxLength)
  expect(compareCodec.read(written)).toMatchObject({
    view: 'scatter',
    across: 'param:lr',
    logs: 'across',
    smoothing: 0.82,
    zoom: [1.5, 20],
  })
  expect(compareCodec.read(written).runs).toHaveLength(200)
})
