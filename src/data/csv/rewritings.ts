export { markdownTable } from './markdown'
export { singleQuotes } from './single-quotes'
