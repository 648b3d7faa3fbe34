// Finds the runtimes of this machine. Takes a list of kinds and names none.
export { findRuntimes } from './detect/find-runtimes.js'
