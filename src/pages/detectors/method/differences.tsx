import type { Method } from '~/drift/methods'
import { Frame } from '~/ui/frame'
import styles from './tables.module.css'

/** How libraries differ from what is computed here. */
export function Differences({ method }: { method: Method }) {
  if (method.differences.length === 0) return null
  return (
    <Frame title="Differences between libraries" flush>
      <table className={styles['table']}>
        <tbody>
          {method.differences.map(({ library, text }) => (
            <tr key={`${library} ${text}`}>
              <th scope="row">
                <b>{library}</b>
                <p>{text}</p>
              </th>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  )
}
