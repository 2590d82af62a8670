import { expect, test } from 'vitest'
import table from './calibration.json'
import { calibratedDetectors, calibrationOf } from './calibration-table'

test('every streaming detector has a row, made by `npm run calibrate`', () => {
  expect(Object.keys(table).toSorted()).toEqual(
    calibratedDetectors()
      .map(({ id }) => id)
      .toSorted(),
  )
})

test('a row measured again is the same', async () => {
  const detector = calibratedDetectors().find(({ id }) => id === 'page-hinkley')
  expect(detector && (await calibrationOf(detector))).toEqual(table['page-hinkley'])
})
