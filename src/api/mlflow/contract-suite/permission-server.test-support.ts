import { beforeAll, expect, test } from 'vitest'
import { abilitiesOf, parseVersion } from '~/domain/mlflow/abilities'
import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import { ChangeFault, type ResourceRef } from '~/domain/mlflow/permissions/server'
import { HttpError, NetworkError } from '~/lib/errors'
import { createClient } from '../../client'
import type { Transport } from '../../contract'
import { mlflowContract } from '../contract'
import { listPeople, readPerson } from '../people'
import { permissionServerOf } from '../permission-server'
import type { Ground } from './ground.test-support'
import { makeWorld, type World } from './world.test-support'

/** How cells are read and written, on any ground: the mock, or a real server. */
export function describePermissionServer(version: string, ground: () => Ground): void {
  const isOld = version.startsWith('2.')
  const abilities = abilitiesOf(parseVersion(version) ?? { text: '', major: 2, minor: 0 })
  let world: World
  let own: Ground
  beforeAll(async () => {
    own = ground()
    world = await makeWorld(own)
  }, 60_000)

  const serverOf = (person: 'admin' | 'owner' | 'reader', transport = own.transportOf(person)) =>
    permissionServerOf(createClient(mlflowContract, transport), abilities, {
      name: own.userNames[person],
      isAdmin: person === 'admin',
    })
  const closed = (): ResourceRef => ({ kind: 'experiment', id: world.experiments.closed })
  const reader = () => own.userNames.reader

  const cells = (): [what: string, ref: ResourceRef][] => [
    ['experiment', closed()],
    ['model', { kind: 'registered-model', id: world.models.closed }],
  ]

  test.each(['admin', 'owner'] as const)('%s makes, changes and takes a row', async (person) => {
    const server = serverOf(person)
    for (const [what, ref] of cells()) {
      const read = () => server.read(reader(), ref)
      expect([what, await read()]).toEqual([what, null])
      let before: MlflowLevel | null = null
      for (const level of ['READ', 'MANAGE', 'EDIT', null] as const) {
        await server.write(reader(), ref, level, before)
        expect([what, level, await read()]).toEqual([what, level, level])
        before = level
      }
      // What is gone already is gone.
      await server.write(reader(), ref, null, 'READ')
      expect([what, await read()]).toEqual([what, null])
    }
  })

  test('a row that was not known of is replaced', async () => {
    const server = serverOf('owner')
    await server.write(reader(), closed(), 'READ', null)
    await server.write(reader(), closed(), 'EDIT', 'hidden')
    expect(await server.read(reader(), closed())).toBe('EDIT')
    await server.write(reader(), closed(), null, 'hidden')
    expect(await server.read(reader(), closed())).toBeNull()
  })

  test('nobody who is unknown gets a row, and who may not is refused', async () => {
    const ghost = serverOf('owner').write('ghost@example.org', closed(), 'READ', null)
    await expect(ghost).rejects.toMatchObject({ status: 404 })
    const taken = serverOf('admin').write('ghost@example.org', closed(), null, 'READ')
    await expect(taken).rejects.toMatchObject({ status: 404 })
    const refused = serverOf('reader').write(reader(), closed(), 'READ', null)
    await expect(refused).rejects.toMatchObject({ status: 403 })
    const invalid = serverOf('owner').write(reader(), closed(), isOld ? 'DENY' : 'NO_PERMISSIONS', null)
    await expect(invalid).rejects.toMatchObject({ status: 400 })
    expect(await serverOf('owner').read(reader(), closed())).toBeNull()
  })

  test('people with their rows, as an admin and as an owner', async () => {
    const admin = createClient(mlflowContract, own.transportOf('admin'))
    const person = await readPerson(admin, abilities, reader())
    expect(person.rows?.get(`e:${world.experiments.edited}`)).toBe('EDIT')
    expect(person.rows?.get(`m:${world.models.open}`)).toBe('READ')
    expect(person).toMatchObject({ isAdmin: false, unreadable: [] })
    for (const who of ['admin', 'owner'] as const) {
      const client = createClient(mlflowContract, own.transportOf(who))
      const listed = await listPeople(client, abilities, {
        name: own.userNames[who],
        isAdmin: who === 'admin',
      })
      if (isOld) expect(listed).toBeNull()
      else {
        const found = listed?.people.find(({ name }) => name === reader())
        expect(found?.rows).toEqual(person.rows)
        expect(found?.isAdmin).toBe(false)
      }
    }
  })

  // Before, a change is one request.
  if (isOld) return

  test('a grant that fails leaves what was there before', async () => {
    const server = serverOf('owner')
    await server.write(reader(), closed(), 'READ', null)
    const fault = await server.write(reader(), closed(), 'NO_PERMISSIONS', 'READ').catch((e: unknown) => e)
    expect(fault).toBeInstanceOf(ChangeFault)
    expect(fault).toMatchObject({ stands: 'READ' })
    expect((fault as ChangeFault).message).toContain(
      'Read, which had to be taken away before, was given back',
    )
    expect((fault as ChangeFault).cause).toBeInstanceOf(HttpError)
    expect(await server.read(reader(), closed())).toBe('READ')
  })

  test('a grant whose answer is lost is found done', async () => {
    const lost = losing(own.transportOf('owner'), 'grant', 'after')
    await serverOf('owner', lost).write(reader(), closed(), 'EDIT', 'READ')
    expect(await serverOf('owner').read(reader(), closed())).toBe('EDIT')
  })

  test('a grant that never arrives, and an old one that does', async () => {
    const lost = losing(own.transportOf('owner'), 'grant', 'before')
    const fault = await serverOf('owner', lost)
      .write(reader(), closed(), 'READ', 'EDIT')
      .catch((e: unknown) => e)
    expect(fault).toMatchObject({ stands: 'EDIT' })
    expect(await serverOf('owner').read(reader(), closed())).toBe('EDIT')
  })

  test('nothing is left where neither level can be given', async () => {
    const lost = losing(own.transportOf('owner'), 'grant', 'refused', Number.POSITIVE_INFINITY)
    const fault = await serverOf('owner', lost)
      .write(reader(), closed(), 'READ', 'EDIT')
      .catch((e: unknown) => e)
    expect(fault).toMatchObject({ stands: null })
    expect((fault as ChangeFault).message).toContain('nothing is left')
    expect(await serverOf('owner').read(reader(), closed())).toBeNull()
  })

  test('one’s own Manage is not lowered where that would take it', async () => {
    const { owner } = own.userNames
    const lowered = serverOf('owner').write(owner, closed(), 'READ', 'MANAGE')
    await expect(lowered).rejects.toMatchObject({ stands: 'MANAGE' })
    expect(await serverOf('owner').read(owner, closed())).toBe('MANAGE')
  })
}

/** A way to a server on which requests get lost: their answers (`after`), themselves, or refused on the way. */
function losing(
  transport: Transport,
  path: string,
  how: 'before' | 'after' | 'refused',
  times = 1,
): Transport {
  let left = times
  return async (request) => {
    const { path: target } = request
    if (!target.endsWith(`/${path}`) || left <= 0) return transport(request)
    left -= 1
    if (how === 'refused')
      return { status: 503, headers: new Headers(), bytes: new TextEncoder().encode('busy') }
    if (how === 'after') await transport(request)
    throw new NetworkError(target, `${target} was lost.`)
  }
}
