import { describe, expect, test } from 'vitest'
import type { Build, BuildStatus, Stage } from './build'
import { buildFinding } from './build-finding'
import { comparisonFinding } from './comparison-finding'
import { compareBuilds } from './stage-table'

/** Stages one after the other, in minutes: [name, minutes, status, minutes of it paused]. */
function build(
  status: BuildStatus,
  ...parts: [name: string, minutes: number, status?: BuildStatus, paused?: number][]
): Build {
  let at = 0
  const stages = parts.map(([name, minutes, of = 'success', paused = 0], i): Stage => {
    const startedAt = at
    at += minutes * 60_000
    const durationMs = minutes * 60_000
    return { id: String(i), name, status: of, startedAt, durationMs, pausedMs: paused * 60_000 }
  })
  return { id: '7', name: '#7', status, startedAt: 0, durationMs: at, queuedMs: null, stages }
}

describe('what a build says first', () => {
  test('the stage that it stopped in, the inner one of two', () => {
    const failed = build(
      'failed',
      ['Build', 9],
      ['Deliver', 0.01, 'failed'],
      ['Push', 2, 'failed'],
      ['Post', 1],
    )
    expect(buildFinding(failed)).toBe('Push failed after 2min')
    expect(buildFinding(build('aborted', ['Build', 3, 'aborted']))).toBe('Build was aborted after 3min')
    expect(buildFinding(build('unstable', ['Test', 1, 'unstable'], ['Pack', 4]))).toBe(
      'Test was unstable after 1min',
    )
    // What failed was no stage.
    expect(buildFinding(build('failed', ['Build', 3], ['Pack', 1]))).toBe('Build took 75 % of the time')
  })

  test('the stage that it is in, and what that one waits for', () => {
    expect(buildFinding(build('paused', ['Build', 1], ['Approve', 30, 'paused', 29]))).toBe(
      'Approve has waited 29min for input',
    )
    expect(buildFinding(build('running', ['Build', 1], ['Test', 2, 'running']))).toBe('Test is running')
    expect(buildFinding(build('running', ['A', 1, 'running'], ['B', 2, 'running']))).toBe('A, B are running')
    expect(buildFinding(build('running'))).toBeNull()
  })

  test('else where its time went: to a person, where they took longer than any stage', () => {
    expect(buildFinding(build('success', ['Build', 3], ['Test', 1]))).toBe('Build took 75 % of the time')
    expect(buildFinding(build('success', ['Build', 1], ['Approve', 9, 'success', 8]))).toBe(
      'Waiting for input took 80 % of the time',
    )
  })
})

describe('what two builds say first', () => {
  const finding = (before: Build, after: Build) =>
    comparisonFinding(before, after, compareBuilds(before, after))

  test('"most of it" is said only of a stage that is', () => {
    expect(finding(build('success', ['A', 1], ['B', 1]), build('success', ['A', 5], ['B', 2]))).toBe(
      '#7 took 5min longer, most of it in A (+4min)',
    )
    // B saved more than the whole did.
    expect(finding(build('success', ['A', 1], ['B', 8]), build('failed', ['A', 6], ['B', 2]))).toBe(
      '#7 took 1min less; the largest difference is in B (−6min)',
    )
    // None of three is half of it.
    const three = finding(
      build('success', ['A', 1], ['B', 1], ['C', 1]),
      build('success', ['A', 2], ['B', 2], ['C', 2]),
    )
    expect(three).toBe('#7 took 3min longer; the largest difference is in A (+1min)')
    expect(finding(build('success', ['A', 1]), build('success', ['A', 1]))).toBe('Both took the same time')
  })
})
