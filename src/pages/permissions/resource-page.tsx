import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { AccessResource } from '~/domain/mlflow/permissions/table'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { cellQuery, peopleQueries, type Person } from '~/queries/mlflow/people'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { Notice } from '~/ui/states/notice'
import { Progress } from '~/ui/states/progress'
import { NoAccounts } from './no-accounts'
import { accessUser, ownOf, reachOf, reads } from './reach'
import { ReachBar } from './reach-bar'
import { reachCodec, shownReach } from './reach-settings'
import { ReachTable } from './reach-table'
import { Sections } from './sections'
import { usePeople } from './use-people'
import { useRules } from './use-rules'
import styles from './reach.module.css'

/** Who can reach this experiment or model? */
export function ResourcePage({ resource }: { resource: AccessResource }) {
  const me = usePrefetched(peopleQueries.me()).data
  return me === null ? <NoAccounts title={resource.name} /> : <WithPeople resource={resource} me={me} />
}

function WithPeople({ resource, me }: { resource: AccessResource; me: Person }) {
  const rules = useRules()
  const { people, isListed, unread } = usePeople()
  const [settings, change] = useUrlSettings(reachCodec)
  const isManager = me.isAdmin === true || ownOf(me, resource) === 'MANAGE'
  // Before 3.13 a manager may ask for one row, and not for one person.
  const asked = useMemo(
    () =>
      isManager && me.isAdmin !== true && !rules.abilities.hasRoles
        ? people.filter(({ rows }) => rows === null).map(({ name }) => name)
        : [],
    [isManager, me, rules, people],
  )
  const cells = useQueries({ queries: asked.map((name) => cellQuery(name, resource.ref)) })
  const all = people.map((person) => {
    const cell = cells[asked.indexOf(person.name)]
    const own = cell?.data === undefined ? ownOf(person, resource) : cell.data
    const isPlain = cell?.data !== undefined && !rules.abilities.hasRoles
    const user = accessUser(isPlain ? { ...person, roleGrants: [] } : person, me)
    return reachOf(user, resource, own, rules)
  })
  const shown = shownReach(all, settings)
  const sure = all.filter((row) => reads(row) === true)
  const isModel = resource.ref.kind === 'registered-model'
  const states = [...unread.values()]
  const reading =
    states.filter((state) => state === 'reading').length + cells.filter(({ isPending }) => isPending).length
  const failed =
    states.filter((state) => state === 'failed').length + cells.filter(({ isError }) => isError).length
  // Once shown they stay, whoever is read later.
  const [isSettled, setSettled] = useState(reading === 0)
  if (reading === 0 && !isSettled) setSettled(true)
  return (
    <>
      <PageHeader
        title={resource.name}
        facts={`${all.some((row) => reads(row) === 'unknown') ? 'At least ' : ''}${formatCount(sure.length)} of ${formatCount(all.length)} known ${all.length === 1 ? 'person' : 'people'} can read this ${isModel ? 'model' : 'experiment'}`}
        actions={
          <LinkButton
            href={
              isModel
                ? linkTo('models.model', { model: resource.ref.id })
                : linkTo('experiments.runs', { experiment: resource.ref.id })
            }
          >
            Open {isModel ? 'model' : 'experiment'}
          </LinkButton>
        }
      />
      <Sections hasRoles={rules.abilities.hasRoles} />
      <ReachBar search="name or source" rows="Which people" settings={settings} change={change} />
      <div className={styles['content']}>
        {isListed ? null : (
          <Notice title={`MLflow ${rules.version} cannot list its accounts.`}>
            This list holds the people known in this browser; others may reach this too
            {me.isAdmin === true ? ': add their names under People.' : '.'}
          </Notice>
        )}
        {isManager ? null : (
          <Notice title="You do not have Manage here.">
            The server shows you your own row, and of others only what it shows everybody.
          </Notice>
        )}
        {rules.abilities.protectsRunSearch ? null : (
          <Notice tone="warning" title="Everybody can find its runs.">
            MLflow {rules.version} checks no permission when runs are searched
            {rules.abilities.protectsArtifacts ? '' : ' and their files downloaded'}: the levels below do not
            apply there.
          </Notice>
        )}
        {failed === 0 || reading > 0 ? null : (
          <Notice
            tone="warning"
            title={`What ${formatCount(failed)} ${failed === 1 ? 'person' : 'people'} may do could not be read.`}
          >
            They are listed with a question mark. Reload the page to try again.
          </Notice>
        )}
        {isSettled ? (
          <ReachTable
            of="resource"
            label={`Who can reach ${resource.name}`}
            rows={shown}
            fileName={`access-to-${resource.ref.id.replaceAll(/[^\w.-]+/g, '_')}.csv`}
          />
        ) : (
          <Reading done={all.length - reading} total={all.length} onShow={() => setSettled(true)} />
        )}
      </div>
    </>
  )
}

/** Each answer would move the people below it: they are shown with the last one, or when somebody asks for them. */
function Reading({ done, total, onShow }: { done: number; total: number; onShow: () => void }) {
  return (
    <Frame label="Who can reach it">
      <Progress
        label="Reading what each person may do"
        done={done}
        total={total}
        valueText={`${formatCount(done)} of ${formatCount(total)}`}
        soFar={
          <Button size={28} onClick={onShow}>
            Show what is read
          </Button>
        }
      />
    </Frame>
  )
}

/** Until the people are there. */
export function ResourcePending({ title }: { title: string }) {
  return (
    <PagePending
      title={title}
      facts="Who can reach it"
      label="The permissions are loading"
      hasBar
      frame="Who can reach it"
      flush
      content={{ height: '320px' }}
    />
  )
}
