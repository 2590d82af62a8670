import { Fragment } from 'react'
import {
  type Coverage,
  libraries,
  type LibraryId,
  type Mode,
  review,
  type ReviewedDetector,
} from '~/domain/detection/coverage'
import { linkTo } from '~/lib/paths'
import { Frame } from '~/ui/page/frame'
import { Tooltip } from '~/ui/overlays/tooltip'
import { unseen } from '~/ui/words/unseen'
import styles from './coverage-table.module.css'
import { coveredCount, oursOf } from './rows'
import type { CatalogueSettings } from './settings'

interface CoverageTableProps {
  rows: readonly ReviewedDetector[]
  table: CatalogueSettings['table']
  count: (library: LibraryId) => number
}

/** The review of the talk: which library has which detector, and ours beside them. */
export function CoverageTable({ rows, table, count }: CoverageTableProps) {
  return (
    <Frame
      title="The review: 22 detectors in six libraries"
      subtitle={<Legend caveats={table === 'verified'} />}
      flush
    >
      {/* Focusable, so that the keyboard scrolls it. */}
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Coverage of the libraries">
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Detector</th>
              <th scope="col" className={styles['paper']}>
                Paper
              </th>
              {libraries.map(({ id, name }) => (
                <th key={id} scope="col" className={styles['library']}>
                  {name}
                  <span>
                    {count(id)} of {review.length}
                  </span>
                </th>
              ))}
              <th scope="col" className={styles['ours']}>
                Tidemark
                <span>
                  {coveredCount()} of {review.length}
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <Fragment key={row.name}>
                {row.family === rows[i - 1]?.family ? null : (
                  <tr className={styles['family']}>
                    <th scope="rowgroup" colSpan={libraries.length + 3}>
                      {row.family}
                    </th>
                  </tr>
                )}
                <Row row={row} table={table} />
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </Frame>
  )
}

function Row({ row, table }: { row: ReviewedDetector; table: CatalogueSettings['table'] }) {
  const ours = oursOf(row)
  const [first] = ours
  const name = (
    <>
      <b>{row.name}</b> <span className={styles['long']}>{row.longName}</span>
    </>
  )
  return (
    <tr className={styles['row']}>
      <th scope="row">
        {first ? (
          <a href={linkTo('detectors.method', { detector: first.id })} className={styles['link']}>
            {name}
          </a>
        ) : (
          name
        )}
      </th>
      <td className={styles['paper']}>{row.paper || '–'}</td>
      {libraries.map(({ id }) => (
        <td key={id} className={styles['library']}>
          <Cell coverage={table === 'verified' ? row.verified[id] : { modes: row.printed[id] ?? [] }} />
        </td>
      ))}
      <td className={styles['ours']}>
        <span className={styles['marks']}>
          {ours.length === 0 ? <None /> : null}
          {ours.map((d) => (
            <Tooltip key={d.id} text={`${d.longName}: open in the Lab`} named>
              <a
                href={linkTo('lab', { detector: d.id })}
                className={styles['run']}
                aria-label={`${d.longName}, ${d.kind === 'stream' ? 'streaming' : 'batch'}: open in the Lab`}
              >
                {d.kind === 'stream' ? 'S' : 'B'}
              </a>
            </Tooltip>
          ))}
        </span>
      </td>
    </tr>
  )
}

const MODE_WORDS: Readonly<Record<Mode, string>> = { S: 'streaming', B: 'batch' }

function Cell({ coverage }: { coverage: Coverage | undefined }) {
  if (coverage?.unreleased !== undefined)
    return (
      <Tooltip text={`Unreleased: ${coverage.unreleased}`} named>
        <button
          type="button"
          className={styles['unreleased']}
          aria-label={`unreleased: ${coverage.unreleased}`}
        >
          …
        </button>
      </Tooltip>
    )
  if (!coverage || coverage.modes.length === 0) return <None />
  const marks = coverage.modes.map((mode) => (
    <span key={mode} className={coverage.caveat === undefined ? styles['mark'] : styles['caveat']}>
      <span aria-hidden>{mode}</span>
      <span className={unseen}>{MODE_WORDS[mode]}</span>
    </span>
  ))
  if (coverage.caveat === undefined) return <span className={styles['marks']}>{marks}</span>
  return (
    <Tooltip text={coverage.caveat} named>
      <button
        type="button"
        className={styles['marks']}
        aria-label={`${coverage.modes.map((mode) => MODE_WORDS[mode]).join(', ')}; ${coverage.caveat}`}
      >
        {marks}
      </button>
    </Tooltip>
  )
}

function None() {
  return (
    <span className={styles['none']}>
      <span aria-hidden>·</span>
      <span className={unseen}>none</span>
    </span>
  )
}

function Legend({ caveats }: { caveats: boolean }) {
  return (
    <span className={styles['legend']} aria-hidden>
      <span className={styles['mark']}>S</span> streaming
      <span className={styles['mark']}>B</span> batch
      {caveats ? (
        <>
          <span className={styles['caveat']}>B</span> caveat
          <span>…</span> unreleased
        </>
      ) : null}
    </span>
  )
}
