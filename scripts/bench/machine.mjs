import { existsSync, readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os'

/** What the numbers were measured on, for people: "AMD EPYC (family 26, model 2), 2 cores, 24 GiB, linux x64". */
export function processor() {
  const model = cpus()[0]?.model.trim() || 'unknown processor'
  const cores = availableParallelism()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${model}${familyOf()}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${memory} GiB, ${platform()} ${arch()}`
}

/** The day of a measurement, as in 2026-12-01. */
export const today = () => new Date().toISOString().slice(0, 10)

/** The model's name alone says little on a virtual machine. */
function familyOf() {
  if (!existsSync('/proc/cpuinfo')) return ''
  const text = readFileSync('/proc/cpuinfo', 'utf8')
  const family = /^cpu family\s*: (\d+)/m.exec(text)?.[1]
  const model = /^model\s*: (\d+)/m.exec(text)?.[1]
  return family && model ? ` (family ${family}, model ${model})` : ''
}

/**
 * How busy the machine is with other things, told while the benchmark itself does nothing: the average load also
 * counts what the benchmark did before.
 * @returns {Promise<string>} "4 % busy, load 0.8"
 */
export async function load() {
  const before = processorTimes()
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const after = processorTimes()
  const idle = (after.idle - before.idle) / Math.max(1, after.all - before.all)
  return `${Math.round(100 * (1 - idle))} % busy, load ${(loadavg()[0] ?? 0).toFixed(1)}`
}

function processorTimes() {
  const all = cpus().map(({ times }) => times)
  return {
    idle: all.reduce((sum, { idle }) => sum + idle, 0),
    all: all.reduce((sum, { idle, user, nice, sys, irq }) => sum + idle + user + nice + sys + irq, 0),
  }
}

/**
 * The most memory that any renderer of the browser has held so far (resident set, all its workers, heaps and
 * typed arrays), in bytes; null where the system does not tell.
 * @param {import('playwright-core').Browser} browser
 */
export async function peakRendererMemory(browser) {
  if (platform() !== 'linux') return null
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const peaks = processInfo
    .filter(({ type, id }) => type === 'renderer' && existsSync(`/proc/${id}/status`))
    .map(
      ({ id }) => Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024,
    )
  return peaks.length === 0 ? null : Math.max(...peaks)
}
