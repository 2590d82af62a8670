import { useQuery } from '@tanstack/react-query'
import { explain } from '~/lib/explain'
import { connectionsQuery } from '~/queries/connections'
import { ErrorPanel } from '~/ui/error-panel'
import { Frame } from '~/ui/frame'
import { PageHeader } from '~/ui/page-header'
import { Loading, Skeleton } from '~/ui/skeleton'
import { Server } from './server'
import styles from './connections.module.css'

/** The servers that this page talks to, and who it is there. */
export function Component() {
  const { data, error, isFetching, refetch } = useQuery(connectionsQuery())
  return (
    <>
      <PageHeader
        title="Connections"
        facts={
          data?.demo === true
            ? 'The demo’s own server answers, in this browser; nothing leaves it.'
            : 'Which servers this page reaches, and who you are there.'
        }
      />
      <div className={styles['page']}>
        {data ? (
          data.connections.map((connection) => (
            <Server key={connection.id} connection={connection} demo={data.demo} />
          ))
        ) : error ? (
          <ErrorPanel
            title="Nothing says which servers there are"
            why={explain(error).why}
            next="Start the page with npm run connect for real servers, or with npm start for the demo."
            words={error.message}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        ) : (
          <Loading label="The servers are asked for">
            <Frame>
              <Skeleton height="140px" />
            </Frame>
          </Loading>
        )}
      </div>
    </>
  )
}
