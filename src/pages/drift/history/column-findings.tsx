import type { ColumnFindings as Found } from '~/domain/drift-watch/record-leaves'
import { formatCount, formatNumber } from '~/lib/format'
import { formatP } from '~/lib/p-value'
import { Mark } from '~/ui/words/mark'
import styles from './parameters.module.css'

/** What was found in each column of the data (or by each member of an ensemble), the strongest first. */
export function ColumnFindings({ found }: { found: Found }) {
  const { of, rows, effect, isCorrected } = found
  const has = {
    statistic: rows.some(({ statistic }) => statistic !== null),
    p: rows.some(({ pValue }) => pValue !== null),
    effect: rows.some((row) => row.effect !== null),
    threshold: rows.some(({ threshold }) => threshold !== null),
  }
  const drifted = rows.filter(({ drift }) => drift === true).length
  const title = of === 'column' ? 'Features' : 'Members'
  return (
    <section className={styles['parameters']} aria-label={title}>
      <div className={styles['head']}>
        <h3>{title}</h3>
        <span className={styles['note']}>
          {formatCount(drifted)} of {formatCount(rows.length)} drifted
        </span>
      </div>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={`Findings by ${of}`}>
        <table className={styles['findings']}>
          <thead>
            <tr>
              <th scope="col">{of === 'column' ? 'Feature' : 'Member'}</th>
              {has.statistic ? <th scope="col">Statistic</th> : null}
              {has.p ? <th scope="col">{isCorrected ? 'p, corrected' : 'p'}</th> : null}
              {has.effect ? <th scope="col">{effect ?? 'Effect'}</th> : null}
              {has.threshold ? <th scope="col">Threshold</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row" title={row.name}>
                  <span className={styles['feature']}>
                    {row.drift === null ? null : (
                      <Mark state={row.drift ? 'drift' : 'ok'} label={row.drift ? 'Drift' : 'No drift'} />
                    )}
                    <span>{row.name === '' ? 'no name' : row.name}</span>
                  </span>
                </th>
                {has.statistic ? <td>{formatNumber(row.statistic)}</td> : null}
                {has.p ? <td>{row.pValue === null ? '–' : formatP(row.pValue)}</td> : null}
                {has.effect ? <td>{formatNumber(row.effect)}</td> : null}
                {has.threshold ? <td>{formatNumber(row.threshold)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
