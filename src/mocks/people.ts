/** Somebody of the demo. Which account they have on a server, that server's mock says. */
interface Person {
  id: string
  name: string
  /** What they are in the story, for the switch. */
  role: string
  email: string
}

export const demoPeople = [
  {
    id: 'researcher',
    name: 'Researcher',
    role: 'Publishes to the team’s experiments',
    email: 'researcher@example.org',
  },
  { id: 'owner', name: 'Owner', role: 'Manages the experiments', email: 'owner@example.org' },
  {
    id: 'stranger',
    name: 'Stranger',
    role: 'Has an account, and no access',
    email: 'stranger@example.org',
  },
  {
    id: 'admin',
    name: 'Admin',
    role: 'Runs the servers, and says who may do what',
    email: 'admin@example.org',
  },
] as const satisfies readonly Person[]

export type DemoPersonId = (typeof demoPeople)[number]['id']
