import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'

import type { ScrollMode } from './follower.js'
import { useFollowScroll } from './use-follow-scroll.js'

/** A box of 300 px over turns of given heights. */
function Box({ mode, heights, asked = 0 }: BoxProps): ReactNode {
  const { scroller, content, isAway, toEnd } = useFollowScroll(mode, asked)
  return (
    <>
      <div ref={scroller} role="log" style={{ blockSize: 300, overflowY: 'auto' }}>
        <div ref={content}>
          {heights.map((blockSize, index) => (
            <div
              key={`turn ${index + 1}`}
              style={{
                blockSize,
                ...(mode === 'anchor' && index === heights.length - 1 && { minBlockSize: 'var(--venom-view)' }),
              }}
            >
              Turn {index + 1}
            </div>
          ))}
        </div>
      </div>
      {isAway && (
        <button type="button" onClick={toEnd}>
          Jump
        </button>
      )}
    </>
  )
}

interface BoxProps {
  readonly mode: ScrollMode
  readonly heights: readonly number[]
  readonly asked?: number
}

const log = (): Element => page.getByRole('log').element()
const gap = (): number => log().scrollHeight - log().clientHeight - log().scrollTop
const jump = page.getByRole('button', { name: 'Jump' })

async function frames(): Promise<void> {
  for (let left = 3; left > 0; left -= 1) await new Promise((resolve) => requestAnimationFrame(resolve))
}

test('C12: it starts at the end, and stays there while the last turn grows', async () => {
  const { rerender } = await render(<Box mode="follow" heights={[400, 400]} />)
  await expect.poll(gap).toBe(0)

  await rerender(<Box mode="follow" heights={[400, 401]} />)
  await expect.poll(gap).toBe(0)
  await rerender(<Box mode="follow" heights={[400, 900]} />)

  await expect.poll(gap).toBe(0)
  await expect.element(jump).not.toBeInTheDocument()
})

test('C12: the smallest turn of the wheel lets go, and nothing pulls the reader back', async () => {
  const { rerender } = await render(<Box mode="follow" heights={[400, 400]} />)
  await expect.poll(gap).toBe(0)

  log().scrollTop -= 3
  await frames()
  const top = log().scrollTop
  for (const height of [420, 440, 600]) {
    await rerender(<Box mode="follow" heights={[400, height]} />)
    await frames()
  }

  expect(log().scrollTop).toBe(top)
  await expect.element(jump).toBeVisible()
})

test('C12: a wheel event alone lets go before its scrolling comes', async () => {
  const { rerender } = await render(<Box mode="follow" heights={[400, 400]} />)
  await expect.poll(gap).toBe(0)
  const top = log().scrollTop

  log().dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }))
  await rerender(<Box mode="follow" heights={[400, 600]} />)
  await frames()

  expect(log().scrollTop).toBe(top)
})

test('C12: scrolling back to the end follows again', async () => {
  const { rerender } = await render(<Box mode="follow" heights={[400, 400]} />)
  await expect.poll(gap).toBe(0)
  log().scrollTop = 100
  await frames()

  log().scrollTop = log().scrollHeight
  await frames()
  await rerender(<Box mode="follow" heights={[400, 700]} />)

  await expect.poll(gap).toBe(0)
})

test('C12: the way back leads to the end and goes away', async () => {
  await render(<Box mode="follow" heights={[400, 900]} />)
  await expect.poll(gap).toBe(0)
  log().scrollTop = 0
  await expect.element(jump).toBeVisible()

  await userEvent.click(jump)

  await expect.poll(gap).toBe(0)
  await expect.element(jump).not.toBeInTheDocument()
})

test('C12: what is held by the pointer is not moved', async () => {
  const { rerender } = await render(<Box mode="follow" heights={[400, 400]} />)
  await expect.poll(gap).toBe(0)
  const top = log().scrollTop

  log().dispatchEvent(new PointerEvent('pointerdown'))
  await rerender(<Box mode="follow" heights={[400, 600]} />)
  await frames()
  expect(log().scrollTop).toBe(top)
  window.dispatchEvent(new PointerEvent('pointerup'))
  await rerender(<Box mode="follow" heights={[400, 601]} />)

  await expect.poll(gap).toBe(0)
})

test('C12: content that shrinks is no reader who scrolls up', async () => {
  const { rerender } = await render(<Box mode="follow" heights={[400, 900]} />)
  await expect.poll(gap).toBe(0)

  await rerender(<Box mode="follow" heights={[400, 500]} />)
  await frames()
  await rerender(<Box mode="follow" heights={[400, 1_000]} />)

  await expect.poll(gap).toBe(0)
})

test('C12: a new question is shown, wherever the reader was', async () => {
  const { rerender } = await render(<Box mode="follow" heights={[400, 900]} asked={1} />)
  log().scrollTop = 0
  await frames()

  await rerender(<Box mode="follow" heights={[400, 900, 60]} asked={2} />)

  await expect.poll(gap).toBe(0)
})

test('C12: in mode anchor a new question goes to the top and stays there while its answer grows', async () => {
  const { rerender } = await render(<Box mode="anchor" heights={[400, 400]} />)

  await rerender(<Box mode="anchor" heights={[400, 400, 60]} asked={3} />)
  await frames()
  const top = (): number =>
    page.getByText('Turn 3').element().getBoundingClientRect().top - log().getBoundingClientRect().top
  expect(top()).toBe(0)
  await rerender(<Box mode="anchor" heights={[400, 400, 900]} asked={3} />)
  await frames()

  expect(top()).toBe(0)
  await expect.element(jump).toBeVisible()
})

test('C12: in mode off nothing moves by itself', async () => {
  const { rerender } = await render(<Box mode="off" heights={[400, 400]} />)

  await rerender(<Box mode="off" heights={[400, 400, 900]} asked={3} />)
  await frames()

  expect(log().scrollTop).toBe(0)
})

test('C12: the way back goes away where the mode leads to the end', async () => {
  const { rerender } = await render(<Box mode="off" heights={[400, 400]} />)
  await expect.element(jump).toBeVisible()

  await rerender(<Box mode="follow" heights={[400, 400]} />)

  await expect.poll(gap).toBe(0)
  await expect.element(jump).not.toBeInTheDocument()
})
