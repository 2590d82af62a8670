import { expect, test } from 'vitest'
import { lookedAtText, noConcerns, overviewTitle, silence } from './answers'

const all = { asked: 3, silent: [], isSettled: true }
const some = { ...all, silent: ['Jenkins'] }
const none = { ...all, silent: ['Drift Watch', 'Jenkins', 'MLflow'] }
const noServer = { ...all, asked: 0 }

test('the headline says that nothing needs one only where every server was read', () => {
  expect(overviewTitle(0, all)).toBe('Nothing needs you')
  expect(overviewTitle(0, some)).toBe('Nothing is known to need you')
  expect(overviewTitle(0, none)).toBe('No server could be read')
  expect(overviewTitle(0, noServer)).toBe('No server is set up')
  expect(overviewTitle(0, { ...none, isSettled: false })).toBe('Overview')
  expect(overviewTitle(1, none)).toBe('One thing needs you')
})

test('in the place of concerns stands what is known of the servers', () => {
  expect(noConcerns(all).text).toContain('no build or run failed in the last 7 days')
  expect(noConcerns(some).text).toBe('Nothing on the other servers needs you. Jenkins could not be read.')
  expect(noConcerns(none).title).toBe('Whether anything needs you is unknown')
  expect(noConcerns(noServer).title).toBe('Nothing to check yet')
})

test('servers that could not be read are named', () => {
  expect(silence(['Drift Watch'])).toBe('Drift Watch could not be read')
  expect(silence(['Drift Watch', 'Jenkins', 'MLflow'])).toBe(
    'Drift Watch, Jenkins and MLflow could not be read',
  )
})

test('what was looked at is one sentence', () => {
  expect(
    lookedAtText({
      histories: { checked: 5, seen: 5 },
      pipelines: 11,
      judged: ['a / main', 'b / main'],
      runs: true,
    }),
  ).toBe(
    'Checked: the newest records of 5 monitored experiments; the last builds of 11 pipelines; the stage times of a / main and b / main; the runs that failed in the last 7 days.',
  )
  expect(lookedAtText({ histories: { checked: 1, seen: 1 }, pipelines: null, judged: [], runs: false })).toBe(
    'Checked: the newest records of 1 monitored experiment.',
  )
  expect(
    lookedAtText({ histories: { checked: 0, seen: 2 }, pipelines: 0, judged: [], runs: false }),
  ).toBeNull()
  expect(
    lookedAtText({ histories: { checked: 12, seen: 400 }, pipelines: null, judged: [], runs: false }),
  ).toBe('Checked: the newest records of 12 of 400 monitored experiments.')
})
