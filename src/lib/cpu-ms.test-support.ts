/**
 * How long work takes, in milliseconds of processor time: other programs of the machine do not count. For tests that hostile
 * text does not stop a page: what takes seconds where time grows with the square takes a few milliseconds otherwise.
 */
export function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
