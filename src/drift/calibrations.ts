import type { Calibration } from './calibration'
import table from './calibration.json'

/** How each streaming detector behaves at its defaults, by id; made by `npm run calibrate`. */
export const calibrations: Readonly<Record<string, Calibration>> = table
