import type { LsddOnlineCalibration } from '../detectors/kernel/lsdd-online.run'
import { meanWithin, type MmdOnlineCalibration } from '../detectors/kernel/mmd-online.run'
import { driveSync } from '../drive'
import { tableOf } from '../kernels/bandwidth-of-some'
import { centreKernel, pickRows, scalingOf, standardised } from '../kernels/lsdd'
import type { Sample } from '../sample'
import { type Json, toJson } from '../snapshot'
import { type DetectorStream, restoreStream } from '../stream'
import type { GoldenCase } from './cases'
import type { Mapped } from './mapped'

/**
 * Online detectors of Alibi Detect: thresholds, split and centres that it drew are named by the case, and stand in the
 * place of ours; statistics and alarms must then agree. The thresholds themselves are random: ours are tested against
 * the library's where the detectors are.
 */
export function mapMmdOnline(c: GoldenCase): Mapped {
  const { ert, window_size, n_bootstraps, ref_inds, init_test_inds, sigma, ...unknown } = c.params
  refuseUnknown(unknown)
  const compared = Uint32Array.from(ref_inds as number[])
  const first = Uint32Array.from(init_test_inds as number[])
  const width = Number(sigma)
  const gamma = 1 / (2 * width * width)
  const calibration = (reference: Sample): MmdOnlineCalibration => ({
    sigma: width,
    gamma,
    thresholds: thresholdsOf(c),
    splits: [{ compared, within: meanWithin(reference, compared, gamma), first }],
  })
  return {
    kind: 'stream',
    detector: 'mmd-online',
    params: {
      ...runTime(c, ert, window_size, n_bootstraps),
      bandwidth: 'given',
      sigma: width,
    },
    ...recorded('mmd2', calibration),
  }
}

/** Expected run time, window and streams; of the streams only as many as are refused least: their thresholds are replaced. */
function runTime(c: GoldenCase, ert: unknown, window: unknown, bootstraps: unknown) {
  if (typeof ert !== 'number' || typeof window !== 'number')
    throw new Error(`${c.case} has no expected run time or window`)
  if (bootstraps !== undefined && typeof bootstraps !== 'number')
    throw new Error(`the parameter 'n_bootstraps' is ${JSON.stringify(bootstraps)}`)
  return { runTime: ert, window, simulations: 2 * ert, referenceRows: 5000 }
}

const thresholdsOf = ({ expected }: GoldenCase): Float64Array =>
  Float64Array.from(expected['thresholds'] as number[])

function refuseUnknown(unknown: Record<string, unknown>): void {
  const strange = Object.keys(unknown)[0]
  if (strange !== undefined) throw new Error(`nothing says what the parameter '${strange}' is`)
}

/** Replaces the calibration of an opened stream, begins it anew, and records its statistic at each row. */
function recorded(
  field: string,
  calibration: (reference: Sample) => unknown,
): Pick<Extract<Mapped, { kind: 'stream' }>, 'prepare' | 'read'> {
  const values: number[] = []
  return {
    prepare: async (stream, reference) => {
      if (!reference) throw new Error('the case has no reference')
      const kept = stream.snapshot() as Record<string, Json>
      const restored = await restoreStream(
        { ...kept, calibration: toJson(calibration(reference)) },
        reference,
      )
      restored.reset()
      return recording(restored, values)
    },
    read: {
      [field]: () => values,
      thresholds: { notCompared: 'drawn by chance in the library, and put into our stream' },
    },
  }
}

function recording(stream: DetectorStream, into: number[]): DetectorStream {
  return {
    ...stream,
    update(row) {
      const step = stream.update(row)
      into.push(step.statistic)
      return step
    },
  }
}

export function mapLsddOnline(c: GoldenCase): Mapped {
  const { ert, window_size, n_bootstraps, n_kernel_centers, sigma, ...drawn } = c.params
  const { kernel_center_inds, non_center_inds, ref_inds, init_test_inds, H_lam_inv, ...unknown } = drawn
  refuseUnknown(unknown)
  const width = Number(sigma)
  const gamma = 1 / (2 * width * width)
  const calibration = (reference: Sample): LsddOnlineCalibration => {
    const raw = tableOf(reference)
    const { mean, sd } = scalingOf([raw])
    const table = standardised(raw, { mean, sd })
    const centres = pickRows(table, kernel_center_inds as number[])
    const others = pickRows(table, non_center_inds as number[])
    const kernelOf = (rows: unknown) =>
      driveSync(centreKernel(pickRows(others, rows as number[]), centres, gamma))
    const compared = kernelOf(ref_inds)
    const means = new Float64Array(centres.rows)
    for (let at = 0; at < compared.length; at++)
      means[at % centres.rows]! += compared[at]! / (ref_inds as number[]).length
    return {
      sigma: width,
      gamma,
      mean,
      sd,
      centres: centres.values,
      form: Float64Array.from((H_lam_inv as number[][]).flat()),
      thresholds: thresholdsOf(c),
      splits: [{ compared: means, first: kernelOf(init_test_inds) }],
    }
  }
  return {
    kind: 'stream',
    detector: 'lsdd-online',
    params: {
      ...runTime(c, ert, window_size, n_bootstraps),
      bandwidth: 'given',
      sigma: width,
      centres: Number(n_kernel_centers),
    },
    ...recorded('lsdd', calibration),
  }
}
