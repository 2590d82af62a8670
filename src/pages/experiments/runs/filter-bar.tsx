import ListFilter from 'lucide-react/icons/list-filter'
import X from 'lucide-react/icons/x'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { completeFilter, type Known } from '~/domain/mlflow/filter/complete'
import { highlightFilter } from '~/domain/mlflow/filter/highlight'
import type { ParsedFilter } from '~/domain/mlflow/filter/ast'
import { classNames } from '~/ui/class-names'
import { Icon } from '~/ui/words/icon'
import { IconButton } from '~/ui/controls/icon-button'
import { usePrinting } from '~/ui/page/printing'
import { useAfterPress } from './use-after-press'
import styles from './filter-bar.module.css'

interface FilterBarProps {
  text: string
  onText: (text: string) => void
  onLeave: () => void
  parsed: ParsedFilter
  /** Keys and values of the loaded runs. */
  known: Known
  /** What the server cannot do and is done here: told below the filter. */
  notes: readonly { message: string; from: number; to: number }[]
}

/** Proposals that are shown at once. */
const MOST_PROPOSALS = 9

/**
 * The filter of the runs: coloured as it is written, completed from what the runs hold, its fault marked where it stands.
 * Arrows and Enter choose a proposal; Esc, or Enter where none is chosen, puts them away. What is wrong, or done here, is told once no proposal stands
 * over it: until then the table below would jump with each key.
 */
export function FilterBar({ text, onText, onLeave, parsed, known, notes }: FilterBarProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const mirror = useRef<HTMLDivElement>(null)
  const [caret, setCaret] = useState<number | null>(null)
  const [chosen, setChosen] = useState(-1)
  const proposals = caret === null ? [] : completeFilter(text, caret, known).slice(0, MOST_PROPOSALS)
  const isOpen = proposals.length > 0
  const fault = parsed.ok || text.trim() === '' ? null : parsed.error

  const take = (index: number) => {
    const proposal = proposals[index]
    if (!proposal) return
    const next = text.slice(0, proposal.from) + proposal.insert + text.slice(proposal.to)
    const at = proposal.from + proposal.insert.length
    onText(next)
    setChosen(-1)
    setCaret(at)
    // The text is set by then.
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) setCaret(null)
    else if (event.key === 'ArrowDown' && isOpen) setChosen((chosen + 1) % proposals.length)
    else if (event.key === 'ArrowUp' && isOpen)
      setChosen((chosen + proposals.length - (chosen < 0 ? 0 : 1)) % proposals.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen >= 0) take(chosen)
    // Whoever writes on alone is done: what is wrong is told.
    else if (event.key === 'Enter' && isOpen) setCaret(null)
    else return
    event.preventDefault()
  }
  const follow = () => {
    if (mirror.current && input.current) mirror.current.scrollLeft = input.current.scrollLeft
  }
  const printing = usePrinting()
  const afterPress = useAfterPress()
  const moved = () => setCaret(input.current?.selectionStart ?? null)
  return (
    <div className={styles['outer']}>
      {printing && text !== '' ? (
        <p className={styles['note']}>
          Filter: <code>{text}</code>
        </p>
      ) : null}
      <div className={classNames(styles['bar'], fault !== null && styles['wrong'])} data-unprinted="">
        <Icon of={ListFilter} />
        <div className={styles['field']}>
          <div ref={mirror} className={styles['mirror']} aria-hidden>
            {highlightFilter(text).map((span) => (
              <span
                key={span.from}
                className={classNames(
                  styles[span.kind],
                  notes.some(({ from, to }) => span.from < to && span.to > from) && styles['here'],
                )}
              >
                {text.slice(span.from, span.to)}
              </span>
            ))}
          </div>
          <input
            ref={input}
            className={styles['input']}
            type="text"
            role="combobox"
            aria-label="Filter runs"
            aria-expanded={isOpen}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            {...(chosen >= 0 && isOpen ? { 'aria-activedescendant': `${id}-${chosen}` } : {})}
            {...(fault === null
              ? {}
              : { 'aria-invalid': true, ...(isOpen ? {} : { 'aria-describedby': `${id}-fault` }) })}
            autoComplete="off"
            spellCheck={false}
            placeholder={'metrics.loss < 1 and params.model = "tree", or a part of a name'}
            value={text}
            onChange={(event) => {
              onText(event.target.value)
              setCaret(event.target.selectionStart)
              setChosen(-1)
            }}
            onKeyDown={onKeyDown}
            onKeyUp={(event) => {
              if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') {
                follow()
                if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') moved()
              }
            }}
            onFocus={moved}
            onClick={moved}
            onBlur={() => {
              onLeave()
              afterPress(() => {
                if (document.activeElement !== input.current) setCaret(null)
              })
            }}
            onScroll={follow}
          />
        </div>
        {text === '' ? null : (
          <IconButton
            icon={X}
            label="Clear the filter"
            size={24}
            onClick={() => {
              onText('')
              input.current?.focus()
            }}
          />
        )}
      </div>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label="Suggestions"
        className={styles['list']}
        hidden={!isOpen}
      >
        {proposals.map((proposal, i) => (
          // The input keeps the focus: the keys of the list are its own.
          <li
            key={`${proposal.kind} ${proposal.label}`}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === chosen}
            className={classNames(styles['option'], i === chosen && styles['active'])}
            onPointerDown={(event) => {
              event.preventDefault()
              take(i)
            }}
          >
            <code>{proposal.label}</code>
            <span>{proposal.detail}</span>
          </li>
        ))}
      </ul>
      {fault === null || isOpen ? null : (
        <p id={`${id}-fault`} className={styles['fault']} role="status">
          {fault.message}
          {fault.to > fault.from && fault.from < text.length ? (
            <>
              {' '}
              At “<code>{text.slice(fault.from, Math.min(fault.to, fault.from + 40))}</code>”.
            </>
          ) : null}
        </p>
      )}
      {notes.length === 0 || fault !== null || isOpen ? null : (
        <p className={styles['note']}>
          {notes.map(({ message }) => message).join(' ')} The dotted part is matched in this browser.
        </p>
      )}
    </div>
  )
}
