import { type ReactNode, useId } from 'react'
import { classNames } from '../class-names'
import styles from './frame.module.css'

export interface FrameProps {
  /** The finding where there is one, else the plain name. */
  title?: ReactNode
  subtitle?: ReactNode
  /** At the right of the title: icon buttons, a quiet note. */
  actions?: ReactNode
  /** Level of the title in the page's outline. */
  level?: 2 | 3
  /** Content up to the edges: tables, charts with their own margins. */
  flush?: boolean
  /** Accessible name where there is no title. */
  label?: string
  /** Left out on paper: it holds what is pressed or typed into. */
  unprinted?: boolean
  children?: ReactNode
}

/** A line around what belongs together; no shadow. */
export function Frame(props: FrameProps) {
  const { title, subtitle, actions, level = 2, flush = false, label, unprinted = false, children } = props
  const id = useId()
  const named = title !== undefined
  return (
    <section
      className={styles['frame']}
      {...(unprinted ? { 'data-unprinted': '' } : {})}
      {...(named ? { 'aria-labelledby': id } : label === undefined ? {} : { 'aria-label': label })}
    >
      {named || actions !== undefined ? (
        <FrameHead id={id} title={title} subtitle={subtitle} actions={actions} level={level} flush={flush} />
      ) : null}
      {flush || children === undefined ? children : <div className={styles['body']}>{children}</div>}
    </section>
  )
}

type HeadProps = Pick<FrameProps, 'title' | 'subtitle' | 'actions'> & {
  id?: string
  level?: 2 | 3
  flush?: boolean
}

function FrameHead({ id, title, subtitle, actions, level = 2, flush = false }: HeadProps) {
  const Heading = `h${level}` as const
  return (
    <div className={classNames(styles['head'], flush && styles['apart'])}>
      <div className={styles['titles']}>
        <Heading className={styles['title']} {...(id === undefined ? {} : { id })}>
          {title}
        </Heading>
        {subtitle === undefined ? null : <p className={styles['subtitle']}>{subtitle}</p>}
      </div>
      {actions === undefined ? null : (
        <div className={styles['actions']} data-unprinted="">
          {actions}
        </div>
      )}
    </div>
  )
}

/**
 * A part of a frame with a line above it (the first has none), and its own title where it needs one. A group and no
 * landmark where other frames of the page have a part of that title.
 */
export function FrameSection({
  title,
  actions,
  level = 2,
  isGroup = false,
  children,
}: Pick<FrameProps, 'title' | 'actions' | 'level'> & { isGroup?: boolean; children: ReactNode }) {
  const id = useId()
  return (
    <section
      className={styles['section']}
      {...(isGroup ? { role: 'group' } : {})}
      {...(title === undefined ? {} : { 'aria-labelledby': id })}
    >
      {title === undefined ? null : (
        <div className={styles['sectionHead']}>
          <FrameHead id={id} title={title} actions={actions} level={level} flush />
        </div>
      )}
      {children}
    </section>
  )
}

/** The foot of a frame: facts in one line, wrapping where they must. */
export function FrameFooter({ children }: { children: ReactNode }) {
  return <div className={styles['footer']}>{children}</div>
}
