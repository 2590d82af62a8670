import type { Definition, FootnoteDefinition, List, Nodes, Parents, Root, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { Fragment, type ReactNode, useMemo } from 'react'
import styles from './markdown.module.css'

/** Text in Markdown, formatted. HTML inside it is shown as it was written. */
export default function MarkdownBody({ text }: { text: string }) {
  const drawn = useMemo(() => formatted(text), [text])
  return <div className={styles['markdown']}>{drawn}</div>
}

/** What the parts of one text refer to. */
interface Whole {
  text: string
  definitions: ReadonlyMap<string, Definition>
  footnotes: readonly FootnoteDefinition[]
}

/** Quotes in quotes, lists in lists: what is deeper is shown as it was written. Hostile text goes thousands deep. */
const MAX_DEPTH = 40

function formatted(text: string): ReactNode {
  const root = fromMarkdown(text, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  })
  const definitions = new Map<string, Definition>()
  const footnotes: FootnoteDefinition[] = []
  for (const node of withAllIn(root)) {
    // The first of a name holds.
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node)
    if (node.type === 'footnoteDefinition') footnotes.push(node)
  }
  const whole = { text, definitions, footnotes }
  return (
    <>
      {childrenOf(root, whole, 0)}
      {footnotes.length > 0 && (
        <ol aria-label="Footnotes">
          {footnotes.map((note) => (
            <li key={note.identifier}>{childrenOf(note, whole, 0)}</li>
          ))}
        </ol>
      )}
    </>
  )
}

function withAllIn(root: Root): Nodes[] {
  const found: Nodes[] = [root]
  for (let k = 0; k < found.length; k++) {
    const node = found[k]!
    if ('children' in node) for (const child of node.children) found.push(child)
  }
  return found
}

function childrenOf(node: Parents, whole: Whole, depth: number): ReactNode[] {
  return node.children.map((child, k) => (
    <Fragment key={k}>{depth > MAX_DEPTH ? source(child, whole) : part(child, whole, depth + 1)}</Fragment>
  ))
}

/** As it was written. */
function source({ position }: Nodes, { text }: Whole): string {
  return text.slice(position?.start.offset, position?.end.offset)
}

function part(node: Nodes, whole: Whole, depth: number): ReactNode {
  const inside = (of: Parents) => childrenOf(of, whole, depth)
  switch (node.type) {
    case 'text':
    case 'html':
      return node.value
    case 'paragraph':
      return <p>{inside(node)}</p>
    case 'heading': {
      // Below those of the page.
      const Heading = HEADINGS[node.depth]
      return <Heading>{inside(node)}</Heading>
    }
    case 'emphasis':
      return <em>{inside(node)}</em>
    case 'strong':
      return <strong>{inside(node)}</strong>
    case 'delete':
      return <del>{inside(node)}</del>
    case 'inlineCode':
      return <code>{node.value}</code>
    case 'code':
      return (
        <pre tabIndex={0} role="group" aria-label="Code">
          <code>{node.value}</code>
        </pre>
      )
    case 'blockquote':
      return <blockquote>{inside(node)}</blockquote>
    case 'break':
      return <br />
    case 'thematicBreak':
      return <hr />
    case 'list':
      return list(node, whole, depth)
    case 'table':
      return table(node, whole, depth)
    case 'link':
      return link(node.url, inside(node))
    // A picture from elsewhere would tell its server who reads: a link instead.
    case 'image':
      return link(node.url, node.alt || node.url)
    case 'linkReference':
      return link(whole.definitions.get(node.identifier)?.url, inside(node))
    case 'imageReference': {
      const url = whole.definitions.get(node.identifier)?.url
      return link(url, node.alt || url)
    }
    case 'footnoteReference':
      return <sup>[{whole.footnotes.findIndex((note) => note.identifier === node.identifier) + 1}]</sup>
    // Drawn where they are referred to, or at the end.
    case 'definition':
    case 'footnoteDefinition':
      return null
    default:
      return source(node, whole)
  }
}

const HEADINGS = { 1: 'h3', 2: 'h4', 3: 'h5', 4: 'h6', 5: 'h6', 6: 'h6' } as const

/** Schemes of an address that a click may open: none that runs a script. */
const SAFE_SCHEME = /^(?:https?|ircs?|mailto|xmpp)$/i

function link(url: string | undefined, children: ReactNode): ReactNode {
  if (url === undefined || !isSafe(url)) return <span>{children}</span>
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

/** What stands before the first colon is a scheme, unless the colon is of a path, a query or a fragment. */
function isSafe(url: string): boolean {
  const [start = ''] = url.split(/[/?#]/, 1)
  const colon = start.indexOf(':')
  return colon < 0 || SAFE_SCHEME.test(start.slice(0, colon))
}

function list(node: List, whole: Whole, depth: number): ReactNode {
  const isLoose = node.spread === true || node.children.some(({ spread }) => spread === true)
  const items = node.children.map((item, k) => (
    <li key={k}>
      {typeof item.checked === 'boolean' && (
        <input
          type="checkbox"
          checked={item.checked}
          disabled
          aria-label={item.checked ? 'Done' : 'Not done'}
        />
      )}
      {item.children.map((child, n) => (
        <Fragment key={n}>
          {!isLoose && child.type === 'paragraph'
            ? childrenOf(child, whole, depth + 1)
            : childrenOf({ ...item, children: [child] }, whole, depth + 1)}
        </Fragment>
      ))}
    </li>
  ))
  return node.ordered ? <ol start={node.start ?? 1}>{items}</ol> : <ul>{items}</ul>
}

function table({ align, children: rows }: Table, whole: Whole, depth: number): ReactNode {
  const cells = (row: Table['children'][number] | undefined, Cell: 'th' | 'td') => (
    <tr>
      {row?.children.map((cell, k) => (
        <Cell key={k} {...(align?.[k] ? { style: { textAlign: align[k] } } : {})}>
          {childrenOf(cell, whole, depth + 1)}
        </Cell>
      ))}
    </tr>
  )
  return (
    // A wide table scrolls by itself, never the page.
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>{cells(rows[0], 'th')}</thead>
        <tbody>
          {rows.slice(1).map((row, k) => (
            <Fragment key={k}>{cells(row, 'td')}</Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}
