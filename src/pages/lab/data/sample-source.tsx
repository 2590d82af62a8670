import type { BundledSample } from '~/data/samples'
import { Frame } from '~/ui/page/frame'
import styles from './sample-source.module.css'

/** Where a bundled sample comes from, and the licence of the data. */
export function SampleSource({ sample }: { sample: BundledSample }) {
  const { source, licence } = sample
  const units = Object.entries(sample.units).map(([column, unit]) =>
    column === '*' ? unit : `${column} in ${unit}`,
  )
  return (
    <Frame title={sample.name} subtitle={sample.description}>
      <dl className={styles['list']}>
        <dt>Source</dt>
        <dd>
          {source.text} <Outside url={source.url}>Data</Outside>
          {source.doi === undefined ? null : (
            <>
              , <Outside url={`https://doi.org/${source.doi}`}>doi:{source.doi}</Outside>
            </>
          )}
        </dd>
        <dt>Licence</dt>
        <dd>
          {licence.url === null ? licence.name : <Outside url={licence.url}>{licence.name}</Outside>}.{' '}
          {licence.note}
        </dd>
        {units.length > 0 ? (
          <>
            <dt>Units</dt>
            <dd>{units.join(', ')}</dd>
          </>
        ) : null}
        {sample.notes.length > 0 ? (
          <>
            <dt>Caveats</dt>
            <dd>
              {sample.notes.map((note) => (
                <p key={note}>{note}</p>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
    </Frame>
  )
}

function Outside({ url, children }: { url: string; children: React.ReactNode }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
