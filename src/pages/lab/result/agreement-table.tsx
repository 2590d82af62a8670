import { type Agreement, type ComparedRow, TOLERANCES } from '~/domain/detection/compare'
import { formatCount } from '~/lib/format'
import { Frame } from '~/ui/page/frame'
import { SelectField } from '~/ui/controls/select'
import { unseen } from '~/ui/words/unseen'
import styles from './agreement-table.module.css'

interface AgreementTableProps {
  rows: readonly ComparedRow[]
  agreement: readonly (readonly (Agreement | null)[])[]
  /** In rows. */
  tolerance: number
  onTolerance(rows: number): void
}

/** Which alarms of one detector another one raises too: rows are whose alarms, columns who shares them. */
export function AgreementTable({ rows, agreement, tolerance, onTolerance }: AgreementTableProps) {
  const streams = rows.flatMap((row, k) => (row.whole === null ? [{ row, k }] : []))
  if (streams.length < 2) return null
  return (
    <Frame
      title="Agreement"
      subtitle={`How many of the row detector’s alarms the column detector also raised within ${formatCount(tolerance)} ${tolerance === 1 ? 'row' : 'rows'}.`}
      actions={
        <SelectField
          label={<span className={unseen}>Tolerance</span>}
          size={28}
          value={String(tolerance)}
          options={TOLERANCES.map((t) => ({
            value: String(t),
            label: `within ${formatCount(t)} ${t === 1 ? 'row' : 'rows'}`,
          }))}
          onChange={(text) => onTolerance(Number(text))}
        />
      }
      flush
    >
      <div className={styles['scroll']}>
        <table className={styles['table']} aria-label="Agreement of the detectors">
          <thead>
            <tr>
              <th scope="col">Alarms of</th>
              {streams.map(({ row, k }) => (
                <th key={k} scope="col">
                  {row.name}
                  <span className={styles['on']}>{row.on}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {streams.map(({ row, k }) => (
              <tr key={k}>
                <th scope="row">
                  {row.name}
                  <span className={styles['on']}>{row.on}</span>
                </th>
                {streams.map((other) => (
                  <td key={other.k} data-share={shareOf(agreement[k]?.[other.k] ?? null, k === other.k)}>
                    {cellOf(agreement[k]?.[other.k] ?? null, k === other.k)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Frame>
  )
}

function cellOf(agreement: Agreement | null, itself: boolean): string {
  if (!agreement) return ''
  if (agreement.of === 0) return 'no alarm'
  return itself
    ? formatCount(agreement.of)
    : `${formatCount(agreement.shared)} of ${formatCount(agreement.of)}`
}

/** In quarters, for the shade. */
function shareOf(agreement: Agreement | null, itself: boolean): string {
  if (!agreement || itself || agreement.of === 0) return 'none'
  return String(Math.round((4 * agreement.shared) / agreement.of))
}
