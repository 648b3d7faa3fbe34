export * from './long.js'
