import ExternalLink from 'lucide-react/icons/external-link'
import type { Leaf } from '~/domain/drift-watch/readings'
import { counted, formatCount, formatNumber } from '~/lib/format'
import { Icon } from '~/ui/words/icon'
import { Tooltip } from '~/ui/overlays/tooltip'
import styles from './parameters.module.css'

/** Longer texts are cut on the screen; the JSON holds them whole. */
const LONGEST = 400

/** One logged value. It was written by anyone: text stays text, and only http, https and raster images are more. */
export function ParameterValue({ leaf }: { leaf: Leaf }) {
  switch (leaf.kind) {
    case 'number':
      return (
        <Tooltip text={String(leaf.value)}>
          <span>{formatNumber(leaf.value)}</span>
        </Tooltip>
      )
    case 'numbers':
      return (
        <>
          {leaf.value.length <= 4
            ? leaf.value.map(formatNumber).join(', ')
            : counted(leaf.value.length, 'number')}
        </>
      )
    case 'boolean':
      return <>{String(leaf.value)}</>
    case 'null':
      return <span className={styles['none']}>null</span>
    case 'text':
      return <>{cut(leaf.value)}</>
    case 'link':
      return (
        <a href={leaf.value} target="_blank" rel="noopener noreferrer" className={styles['link']}>
          <span>{leaf.value.replace(/^https?:\/\//i, '')}</span>
          <Icon of={ExternalLink} size={13} />
        </a>
      )
    case 'image':
      return (
        <img src={leaf.value} alt={`Logged as ${leaf.path}`} className={styles['image']} loading="lazy" />
      )
    case 'json':
      return <code className={styles['json']}>{cut(jsonText(leaf.value))}</code>
  }
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… ${formatCount(text.length)} characters` : text
}

/** What lies too deep for the parser of JSON text lies too deep for its writer. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch {
    return 'nested too deeply to be shown'
  }
}
