import { expect, test } from 'vitest'
import { matchRoutes } from './routing'

const routes = [
  { path: '/' },
  { path: '/job/:job' },
  { path: '/job/:job/branch/:branch' },
  { path: '/user/:user' },
  { path: '/user/self' },
  { path: '/a.b/c' },
]
const match = (path: string, parameter?: RegExp) =>
  matchRoutes(routes, path, parameter).map(({ route, params }) => [route.path, params])

test('an encoded slash is part of its segment', () => {
  expect(match('/job/app/branch/feature%2Fx')).toEqual([
    ['/job/:job/branch/:branch', { job: 'app', branch: 'feature/x' }],
  ])
  expect(match('/job/app/branch/feature/x')).toEqual([])
  expect(match('/job%2Fapp')).toEqual([])
})

test('parameters are decoded once, and after they are matched', () => {
  expect(match('/job/100%25%20%C3%BC')).toEqual([['/job/:job', { job: '100% ü' }]])
  expect(match('/job/%252F')).toEqual([['/job/:job', { job: '%2F' }]])
  expect(match('/%6Aob/x')).toEqual([['/job/:job', { job: 'x' }]])
})

test('what is no encoding stays as it is', () => {
  expect(match('/job/100%')).toEqual([['/job/:job', { job: '100%' }]])
  expect(match('/job/%ff')).toEqual([['/job/:job', { job: '%ff' }]])
})

test('a slash at the end and a double one make another address', () => {
  expect(match('/')).toEqual([['/', {}]])
  for (const path of ['/job/', '/job/x/', '//job/x', '/job//x', '/job/x/branch//', '//'])
    expect(match(path)).toEqual([])
})

test('a fixed segment comes before a parameter, whatever their order', () => {
  expect(match('/user/self')).toEqual([
    ['/user/self', {}],
    ['/user/:user', { user: 'self' }],
  ])
})

test('a parameter is held to the dialect as a whole, and after it is decoded', () => {
  expect(match('/job/12', /\d+|x/)).toEqual([['/job/:job', { job: '12' }]])
  expect(match('/job/%31', /\d+|x/)).toEqual([['/job/:job', { job: '1' }]])
  expect(match('/job/12a', /\d+|x/)).toEqual([])
})

test('a dot is a dot', () => {
  expect(match('/a.b/c')).toEqual([['/a.b/c', {}]])
  expect(match('/axb/c')).toEqual([])
})

test('a repeated pair of segments is one parameter', () => {
  const nested = [{ path: '/job/:job+/api/json' }, { path: '/job/:job+/:build/api/json' }]
  const found = (path: string) => matchRoutes(nested, path).map(({ route, params }) => [route.path, params])
  expect(found('/job/org/job/app/job/feature%252Fx/api/json')).toEqual([
    ['/job/:job+/api/json', { job: 'org/app/feature%2Fx' }],
  ])
  expect(found('/job/org/job/app/7/api/json')).toEqual([
    ['/job/:job+/:build/api/json', { job: 'org/app', build: '7' }],
  ])
  expect(found('/job/job/job/x/api/json')).toEqual([['/job/:job+/api/json', { job: 'job/x' }]])
  expect(found('/api/json')).toEqual([])
})
