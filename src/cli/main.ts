import { tidemark } from './command'
import { EXIT } from './errors'

// `tidemark list | head` closes the pipe: nothing is left to say, and nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.noDrift)
  throw error
})

process.exitCode = await tidemark(process.argv.slice(2))
