import { counted, formatCount, inWords } from '~/lib/format'
import { concernsTitle, NEWS_DAYS } from './concerns'

/** What the overview asks its servers for, and how far they answered. */
export interface Answers {
  /** How many servers are set up that it asks. */
  asked: number
  /** The names of those that could not be read: down, or they refused. */
  silent: readonly string[]
  /** Whether nothing is waited for any more. */
  isSettled: boolean
}

/** The headline: how many things need somebody, or why nobody can know. */
export function overviewTitle(count: number, { asked, silent, isSettled }: Answers): string {
  if (count > 0 || !isSettled) return concernsTitle(count, isSettled)
  if (asked === 0) return 'No server is set up'
  if (silent.length === asked) return 'No server could be read'
  return silent.length > 0 ? 'Nothing is known to need you' : concernsTitle(0, true)
}

/** In the place of concerns where there are none. */
export function noConcerns({ asked, silent }: Answers): { title: string; text: string } {
  if (asked === 0)
    return {
      title: 'Nothing to check yet',
      text: 'Connect a server, and what needs you among its experiments, histories and pipelines is listed here. The Lab needs no server.',
    }
  if (silent.length === asked)
    return {
      title: 'Whether anything needs you is unknown',
      text: 'Each server says below why it could not be read.',
    }
  return silent.length > 0
    ? { title: 'Nothing to do here', text: `Nothing on the other servers needs you. ${silence(silent)}.` }
    : {
        title: 'Nothing to do here',
        text: `Nothing that was checked drifts, no stage became slower, and no build or run failed in the last ${NEWS_DAYS} days.`,
      }
}

/** "Drift Watch and Jenkins could not be read". */
export const silence = (names: readonly string[]): string => `${inWords(names)} could not be read`

interface Looked {
  /** Monitored experiments whose newest records came, of those that one may see; null: there is no such server. */
  histories: { checked: number; seen: number } | null
  /** Pipelines whose last builds came; null: there is no such server. */
  pipelines: number | null
  /** Names of those whose stages were judged. */
  judged: readonly string[]
  /** Whether failed runs were searched for. */
  runs: boolean
}

/** What was looked at, in one sentence; null where it was nothing. */
export function lookedAtText({ histories, pipelines, judged, runs }: Looked): string | null {
  const parts = [
    ...(histories?.checked ? [`the newest records of ${checkedOf(histories)}`] : []),
    ...(pipelines ? [`the last builds of ${counted(pipelines, 'pipeline')}`] : []),
    ...(judged.length > 0 ? [`the stage times of ${inWords(judged)}`] : []),
    ...(runs ? [`the runs that failed in the last ${NEWS_DAYS} days`] : []),
  ]
  return parts.length === 0 ? null : `Checked: ${parts.join('; ')}.`
}

const checkedOf = ({ checked, seen }: NonNullable<Looked['histories']>): string =>
  `${checked < seen ? `${formatCount(checked)} of ` : ''}${counted(seen, 'monitored experiment')}`
