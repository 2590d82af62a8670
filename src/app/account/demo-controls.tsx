import FlaskConical from 'lucide-react/icons/flask-conical'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { backendFacts } from '~/queries/backend-facts'
import { addressOf, connectionsQuery } from '~/queries/connections'
import { driftWatchQueries } from '~/queries/drift-watch/queries'
import { forgetServers, signOutEverywhere, useSession } from '~/queries/session'
import { useAction } from '~/scaffold/use-action'
import { NOBODY, setDemoPerson, useDemoPerson } from '~/stores/demo-person'
import { rememberUsers, useKnownUsers } from '~/stores/known-users'
import { toast } from '~/stores/toasts'
import { setTypedDefault } from '~/stores/typed-defaults'
import { Button } from '~/ui/controls/button'
import { Menu } from '~/ui/overlays/menu'
import { Popover } from '~/ui/overlays/popover'
import { Avatar } from './avatar'
import { signInAs } from './demo-person'
import styles from './demo-controls.module.css'

const demo = () => import('~/mocks/browser')
type Person = ReturnType<Awaited<ReturnType<typeof demo>>['listDemoPeople']>[number]

/** The label of the demo, its reset, and the switch between its people. */
export function DemoControls() {
  const client = useQueryClient()
  useEffect(() => {
    // What another tab changed is on this tab's screen too.
    let stop: (() => void) | null = null
    let left = false
    const listen = async () => {
      const { onDemoChange, demoDirectory } = await demo()
      await rememberDirectory(client, demoDirectory)
      if (!left)
        stop = onDemoChange((id) => void client.invalidateQueries({ queryKey: backendFacts(id).key }))
    }
    void listen()
    return () => {
      left = true
      stop?.()
    }
  }, [client])
  return (
    <>
      <Popover label="Demo data" variant="quiet" size={28} width={300} plain button={<DemoLabel />}>
        {(close) => <About onDone={close} />}
      </Popover>
      <PersonSwitch />
    </>
  )
}

/** Its MLflow server tells neither names nor its default: what an admin would have said, where nothing is known yet. */
async function rememberDirectory(client: QueryClient, names: readonly string[]): Promise<void> {
  const { connections } = await client.ensureQueryData(connectionsQuery())
  const address = addressOf(connections, 'mlflow')
  if ((useKnownUsers.getState().names[address] ?? []).length > 0) return
  rememberUsers(address, names)
  setTypedDefault(address, 'NO_PERMISSIONS')
}

function DemoLabel() {
  return (
    <span className={styles['label']}>
      <FlaskConical size={13} strokeWidth={1.75} aria-hidden />
      Demo<span className={styles['data']}> data</span>
    </span>
  )
}

function About({ onDone }: { onDone: () => void }) {
  const reset = useAction(
    async (_: void, client) => {
      await (await demo()).resetDemo()
      await forgetServers(client)
    },
    {
      failure: { toast: 'The demo was not reset' },
      onDone: () => {
        toast({ tone: 'ok', title: 'Demo reset', text: 'Your changes here were removed.' })
        onDone()
      },
    },
  )
  return (
    <div className={styles['about']}>
      <p>
        The servers are imitated inside your browser. Experiments, records and people are made up; detectors
        and their numbers are real. What you publish stays in this browser.
      </p>
      <Button size={28} variant="destructive" icon={RotateCcw} busy={reset.busy} onClick={() => reset.run()}>
        {reset.busy ? 'Resetting' : 'Reset demo'}
      </Button>
    </div>
  )
}

/** Another person is another token, and everything is asked again. */
function PersonSwitch() {
  const client = useQueryClient()
  const { signedIn } = useSession('drift-watch')
  const chosen = useDemoPerson((state) => state.id)
  // Only looked at: a page that needs to know asks. A token that was pasted may be somebody else's.
  const { data: me } = useQuery({ ...driftWatchQueries.me(), enabled: false })
  const [people, setPeople] = useState<readonly Person[]>([])
  useEffect(() => {
    void demo().then(({ listDemoPeople }) => setPeople(listDemoPeople()))
  }, [])
  const email = me?.user?.email ?? null
  const current = me
    ? people.find((person) => person.email === email)
    : (people.find((person) => person.id === chosen) ?? people[0])
  return (
    <Menu
      label="Who you are in the demo"
      size={28}
      variant="quiet"
      plain
      selected={signedIn ? (current?.id ?? '') : NOBODY}
      items={[
        ...people.map((person) => ({
          id: person.id,
          title: person.name,
          detail: `${person.role} · ${person.email}`,
          run: () => {
            setDemoPerson(person.id)
            signInAs(person)
            void forgetServers(client)
          },
        })),
        {
          id: NOBODY,
          title: 'Signed out',
          detail: 'Sees only what is public',
          run: () => {
            setDemoPerson(NOBODY)
            void signOutEverywhere(client)
          },
        },
      ]}
    >
      <Avatar name={signedIn ? (current?.name ?? email) : null} />
    </Menu>
  )
}
