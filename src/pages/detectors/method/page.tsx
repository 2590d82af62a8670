import Play from 'lucide-react/icons/play'
import { queryOptions } from '@tanstack/react-query'
import type { Detector } from '~/drift/define'
import type { Guide } from '~/drift/guides'
import { guides } from '~/drift/guides'
import { independenceWords } from '~/drift/independence'
import { detectorById } from '~/drift/registry'
import { linkTo } from '~/lib/paths'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { CopyButton } from '~/ui/controls/copy-button'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { LinkButton } from '~/ui/controls/link-button'
import { PageHeader } from '~/ui/page/page-header'
import { CalibrationFrame } from './calibration-frame'
import { Differences } from './differences'
import styles from './page.module.css'
import { ParametersTable } from './parameters-table'
import { factsOf, tryLink, tryWords } from './words'

/** The words of a method; null for an id that this version does not know. */
const guideQuery = (id: string) =>
  queryOptions<Guide | null>({
    queryKey: ['method', id],
    queryFn: async () => {
      const load = Object.hasOwn(guides, id) ? guides[id as keyof typeof guides] : null
      return load ? (await load()).guide : null
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

export const loader: PageLoader<'detectors.method'> = ({ params, client }) =>
  client.ensureQueryData(guideQuery(params.detector))

/** What a detector asks, how it computes, when it misleads. */
export function Component() {
  const { detector: id } = usePathParams('detectors.method')
  const guide = usePrefetched(guideQuery(id)).data
  const detector = detectorById(id)
  usePageNames({ 'detectors.method': detector?.name ?? null })
  return detector && guide ? <MethodPage detector={detector} guide={guide} /> : <Unknown id={id} />
}

function Unknown({ id }: { id: string }) {
  return (
    <>
      <PageHeader title="Detector" />
      <Frame label="Detector" flush>
        <EmptyState
          picture={null}
          title={`There is no detector “${id}” in this version`}
          text="The link may come from a newer version, or its end may be cut off."
          actions={<LinkButton href={linkTo('detectors')}>All detectors</LinkButton>}
        />
      </Frame>
    </>
  )
}

function MethodPage({ detector, guide }: { detector: Detector; guide: Guide }) {
  const { name, longName, citation } = detector
  return (
    <>
      <PageHeader
        title={longName === name ? name : `${name}: ${longName}`}
        facts={factsOf(detector, guide)}
        actions={
          <>
            <LinkButton href={linkTo('lab', { detector: detector.id })}>Open in the Lab</LinkButton>
            {guide.tryIt ? (
              <LinkButton href={tryLink(detector, guide.tryIt)} variant="primary" icon={Play}>
                Try it on a sample
              </LinkButton>
            ) : null}
          </>
        }
      />
      <div className={styles['columns']}>
        <div className={styles['main']}>
          <Frame title="The question it answers">
            <p className={styles['lead']}>{guide.asks}</p>
            {guide.tryIt ? <p>{tryWords(detector, guide.tryIt)}</p> : null}
          </Frame>
          <Frame title="Formula">
            <div className={styles['formula']}>
              {guide.formula.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
            <p className={styles['paper']}>
              {citation.text}{' '}
              <a href={`https://doi.org/${citation.doi}`} target="_blank" rel="noopener noreferrer">
                doi:{citation.doi}
              </a>
            </p>
          </Frame>
          <ParametersTable detector={detector} />
          <Frame title="In Python">
            {guide.python ? (
              <>
                <div className={styles['codeHead']}>
                  <span>The same with {guide.python.library}</span>
                  <CopyButton size={28} text={guide.python.code}>
                    Copy
                  </CopyButton>
                </div>
                <pre className={styles['code']} tabIndex={0}>
                  {guide.python.code}
                </pre>
              </>
            ) : (
              <p>None of the libraries of the review computes it.</p>
            )}
          </Frame>
        </div>
        <div className={styles['side']}>
          <Frame title="What its chart shows">
            <p>{guide.chart}</p>
          </Frame>
          <Frame title="When it misleads">
            <ul className={styles['list']}>
              {[...guide.pitfalls, independenceWords(detector)].map((pitfall) => (
                <li key={pitfall}>{pitfall}</li>
              ))}
            </ul>
          </Frame>
          <CalibrationFrame detector={detector} />
          <Differences guide={guide} />
        </div>
      </div>
    </>
  )
}
