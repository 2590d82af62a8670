#!/usr/bin/env node
import { pathToFileURL } from 'node:url'
import { install } from './install.mjs'
import { runMain } from './sentence.mjs'

// Standard output belongs to the result: what the installation says goes to standard error.
const { log } = console
console.log = console.error
await runMain(async () => {
  install()
  const { buildCli } = await import('./cli-build.mjs')
  const main = await buildCli()
  console.log = log
  await import(pathToFileURL(main).href)
})
