import type { Guide } from '~/drift/guides'
import { Frame } from '~/ui/page/frame'
import styles from './tables.module.css'

/** How libraries differ from what is computed here. */
export function Differences({ guide }: { guide: Guide }) {
  if (guide.differences.length === 0) return null
  return (
    <Frame title="Differences between libraries" flush>
      <table className={styles['table']}>
        <tbody>
          {guide.differences.map(({ library, text }) => (
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
