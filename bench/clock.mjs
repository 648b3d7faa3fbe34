/** Microseconds of a clock that all processes of this machine share. */
export function now() {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e6 + nanoseconds / 1e3
}

/** The time of sending that a token holds: the token's text, or, from the floor, bytes that hold it. NaN: another piece. */
export function sentAt(piece) {
  if (typeof piece === 'string') return Number(piece)
  return Number(/"content":"([\d.]+)"/.exec(piece.toString('latin1'))?.[1])
}

/** Milliseconds of processor time, user and system, that this process used between two calls. */
export function startCpu() {
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1_000
  }
}
