import { calibrations } from '~/drift/calibrations'
import type { Detector } from '~/drift/define'
import { formatCount, formatNumber } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { Frame } from '~/ui/page/frame'
import styles from './tables.module.css'

/** Measured at the defaults, on streams whose truth is known. Nothing for detectors of two samples. */
export function CalibrationFrame({ detector }: { detector: Detector }) {
  const measured = calibrations[detector.id]
  if (!measured) return null
  const { falseAlarms, falseAlarmsError, quietRows, delay, found, streams, stream, step } = measured
  return (
    <Frame
      title="Measured at its defaults"
      actions={
        <a href={`${linkTo('detectors', { kind: detector.columns })}#trade-off`}>Compare with others</a>
      }
      flush
    >
      <table className={styles['table']}>
        <tbody>
          <tr>
            <th scope="row">
              <b>False alarms</b>
              <p>Nothing changes: {stream}</p>
            </th>
            <td>
              {formatNumber(falseAlarms)} ± {formatNumber(falseAlarmsError)} per 10 000 rows
            </td>
          </tr>
          <tr>
            <th scope="row">
              <b>Delay</b>
              <p>From row 1001, {step}</p>
            </th>
            <td>
              {delay === null ? 'not detected within 1 000 rows' : `${formatNumber(delay)} rows (median)`}
            </td>
          </tr>
          <tr>
            <th scope="row">
              <b>Detected</b>
            </th>
            <td>
              in {formatCount(found)} of {formatCount(streams)} streams
            </td>
          </tr>
        </tbody>
      </table>
      <p className={styles['note']}>
        Over {formatCount(quietRows)} quiet rows from fixed seeds; ± is one standard error. Any alarm after
        the change counts as a detection, a false one too.
      </p>
    </Frame>
  )
}
