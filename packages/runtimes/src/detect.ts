// Finds the runtimes of this machine, and tells what answers at an address. Takes a list of kinds and names none.
export { identify, type Identified } from './detect/identify.js'
export { isVenom } from './detect/is-venom.js'
export { findRuntimes } from './detect/find-runtimes.js'
