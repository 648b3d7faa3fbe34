import { writeNow } from './writers.mjs'

/** Sends the tokens of many answers, each at its own rate: one timer for all, as a timer each would cost more than the writing. */
export function createPacer() {
  const answers = new Set()
  let timer = null
  let started = 0

  function tick() {
    const at = performance.now()
    for (const answer of answers) if (answer.due <= at) step(answer)
    if (answers.size === 0) timer = clearInterval(timer)
  }

  function step(answer) {
    answer.due += answer.every
    answer.left -= 1
    if (!answer.response.destroyed) writeNow(answer.response, answer.make())
    if (answer.left > 0 && !answer.response.destroyed) return
    answers.delete(answer)
    answer.resolve()
  }

  return {
    /** Settles when all `count` tokens were sent or the reader left. */
    send(response, rate, count, make) {
      const { promise, resolve } = Promise.withResolvers()
      const every = 1_000 / rate
      // The answers of one burst are spread over the time between two tokens.
      const offset = ((started++ * 0.618) % 1) * every
      answers.add({ response, every, left: count, make, resolve, due: performance.now() + offset })
      timer ??= setInterval(tick, 1)
      return promise
    },
  }
}
