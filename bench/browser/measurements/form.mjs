/** One of forty sliders, moved. */
export const clients = [
  { id: 'floor', name: 'Radix rows' },
  { id: 'rjsf', name: 'rjsf' },
  { id: 'ours', name: 'ours' },
]

const rows = (id, title) => [
  { id: `${id}-script`, title: `${title}: script per move`, unit: 'ms', isRatio: true },
  { id: `${id}-all`, title: 'all work of the page per move', unit: 'ms', isRatio: true },
]

export const cases = [
  { id: 'keys', runs: 3, rows: rows('keys', 'One of 40 sliders, by keyboard') },
  { id: 'drag', runs: 3, rows: rows('drag', 'One of 40 sliders, dragged') },
]

// As wide as a panel beside a chat.
export const run = `const main = document.body.appendChild(document.createElement('main'))
main.style.inlineSize = '344px'
main.append(Object.assign(document.createElement('style'), { textContent: 'input[type=range] { inline-size: 100% }' }))
open(main.appendChild(document.createElement('div')))`

const warmUp = 20

export async function measure(page, spent, { id }, isQuick) {
  const moves = isQuick ? 20 : 400
  const slider = page.locator('[role=slider], input[type=range]').nth(20)
  await slider.scrollIntoViewIfNeeded()
  const move = id === 'keys' ? await byKeys(page, slider) : await byPointer(page, slider)
  const value = () => slider.evaluate((element) => element.getAttribute('aria-valuenow') ?? element.value)
  const first = await value()
  for (let count = 0; count < warmUp; count++) await move(count)
  if ((await value()) === first) throw new Error('The slider does not move.')
  const before = await spent()
  for (let count = 0; count < moves; count++) await move(warmUp + count)
  const after = await spent()
  return { [`${id}-script`]: (after.script - before.script) / moves, [`${id}-all`]: (after.all - before.all) / moves }
}

async function byKeys(page, slider) {
  await slider.focus()
  // 50 to the right, 50 to the left.
  return (count) => page.keyboard.press(count % 100 < 50 ? 'ArrowRight' : 'ArrowLeft')
}

async function byPointer(page, slider) {
  const { x, y, width, height } = await slider.boundingBox()
  const from = x + width / 2
  await page.mouse.move(from, y + height / 2)
  await page.mouse.down()
  // 40 times 3 px to the right, each at least a step of the value, and back.
  return (count) => page.mouse.move(from + 3 * (count % 80 < 40 ? 1 + (count % 40) : 39 - (count % 40)), y + height / 2)
}
