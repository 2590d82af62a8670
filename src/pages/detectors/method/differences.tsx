import type { Method } from '~/drift/methods'
import { Frame } from '~/ui/frame'
import styles from './tables.module.css'

/** How libraries differ from what is computed here; a defect that no profile reproduces is named as one. */
export function Differences({ method }: { method: Method }) {
  if (method.differences.length === 0) return null
  return (
    <Frame title="Differences between libraries" flush>
      <table className={styles['table']}>
        <tbody>
          {method.differences.map(({ library, text, row }) => (
            <tr key={`${library} ${text}`}>
              <th scope="row">
                <b>{library}</b>
                <p>
                  {text}
                  {row === undefined ? '' : ` (defect ${row} of our list)`}
                </p>
              </th>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  )
}
