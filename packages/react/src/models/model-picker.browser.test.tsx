import '../theme/theme.css'

import { useState } from 'react'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'

import { createModelCatalogue } from './model-catalogue.js'
import { ModelPicker } from './model-picker.js'
import { callsOf, catalogueOf, many, type Server, two } from './models.fixture.js'

const llama = 'Llama-3.2-3B-Instruct-Q4_K_M'

function Example({ server, picked }: { readonly server: () => Server | undefined; readonly picked: string[] }) {
  const [catalogue] = useState(() => createModelCatalogue(callsOf(server), { everyMs: 20 }))
  const [value, setValue] = useState(llama)
  return (
    <>
      <ModelPicker
        catalogue={catalogue}
        value={value}
        onValueChange={(address) => {
          picked.push(address)
          setValue(address)
        }}
      />
      <button type="button">after</button>
    </>
  )
}

const trigger = page.getByRole('button', { name: /^Model:/ })
const list = page.getByRole('listbox')

/** What a screen reader says is active in the list. */
function active(): string {
  const id = document.activeElement?.getAttribute('aria-activedescendant') ?? ''
  return document.getElementById(id)?.textContent ?? ''
}

test('arrows, Home, End and a letter move in the list, and Enter picks', async () => {
  const picked: string[] = []
  await render(<Example server={() => two} picked={picked} />)
  await expect.element(trigger).toBeVisible()
  trigger.element().focus()

  await userEvent.keyboard('{ArrowDown}')
  await expect.element(list).toHaveFocus()
  expect(active()).toContain('Llama-3.2')
  await userEvent.keyboard('{End}')
  expect(active()).toContain('pico')
  await userEvent.keyboard('l')
  expect(active()).toContain('Llama-3.2')
  await userEvent.keyboard('p{Enter}')

  expect(picked).toEqual(['pico'])
  await expect.element(list).not.toBeInTheDocument()
  await expect.element(trigger).toHaveFocus()
})

test('Escape and Tab close the list and pick nothing', async () => {
  const picked: string[] = []
  await render(<Example server={() => two} picked={picked} />)
  trigger.element().focus()

  await userEvent.keyboard('{ArrowDown}')
  await expect.element(list).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(trigger).toHaveFocus()
  await expect.element(trigger).toHaveAttribute('aria-expanded', 'false')

  await userEvent.keyboard('{ArrowUp}')
  await expect.element(list).toHaveFocus()
  await userEvent.keyboard('{Tab}')
  await expect.element(trigger).toHaveAttribute('aria-expanded', 'false')
  expect(picked).toEqual([])
})

test('a long list is searched, and Enter takes the first that is left', async () => {
  const picked: string[] = []
  await render(<Example server={() => many} picked={picked} />)
  await trigger.click()
  const search = page.getByRole('combobox', { name: 'Model' })
  await expect.element(search).toHaveFocus()

  await userEvent.keyboard('qwen 72')
  await expect.element(page.getByRole('option')).toHaveAccessibleName(/Qwen3-72B-Instruct Q5_K_M/)
  await userEvent.keyboard('{Enter}')

  expect(picked).toEqual(['Qwen3-72B-Instruct-Q5_K_M'])
})

test('Enter that ends the composing of a letter picks nothing', async () => {
  const picked: string[] = []
  await render(<Example server={() => many} picked={picked} />)
  await trigger.click()
  const search = page.getByRole('combobox')
  await search.fill('pico')

  search.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))
  search.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true }))

  expect(picked).toEqual([])
  await expect.element(list).toBeVisible()
})

test('a chosen model that goes away stays chosen, and is said to be away', async () => {
  let server: Server = two
  const picked: string[] = []
  await render(<Example server={() => server} picked={picked} />)
  await expect.element(trigger).toHaveAccessibleName('Model: Llama-3.2-3B-Instruct Q4_K_M')

  server = { ...two, models: two.models.slice(1) }
  await expect.element(trigger).toHaveAccessibleName(/not here now$/)
  await trigger.click()
  await expect.element(page.getByText(/^Llama-3.2-3B-Instruct is not here now. It stays chosen/)).toBeVisible()
  server = two

  await expect.element(trigger).toHaveAccessibleName('Model: Llama-3.2-3B-Instruct Q4_K_M')
  expect(picked).toEqual([])
})

test('the list stays in a page of 320 px', async () => {
  await page.viewport(320, 480)
  await render(<Example server={() => many} picked={[]} />)
  await trigger.click()
  await expect.element(list).toBeVisible()

  const box = document.querySelector('.venom-model-popup')?.getBoundingClientRect()
  expect(box?.left).toBeGreaterThanOrEqual(0)
  expect(box?.right).toBeLessThanOrEqual(320)
  expect(box?.bottom).toBeLessThanOrEqual(480)
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
  await page.viewport(1280, 800)
})

test('a model that comes while the list is open does not move what Enter picks', async () => {
  let server: Server = two
  const picked: string[] = []
  await render(<Example server={() => server} picked={picked} />)
  trigger.element().focus()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(list).toHaveFocus()
  await userEvent.keyboard('{End}')
  expect(active()).toContain('pico')

  server = { ...two, models: [...many.models.slice(1, 3), ...two.models] }
  await expect.element(page.getByRole('option', { name: /Qwen3-0.6B/ })).toBeVisible()
  expect(active()).toContain('pico')
  await userEvent.keyboard('{Enter}')

  expect(picked).toEqual(['pico'])
})

test('a list that opens upwards ends at its button, however long it is', async () => {
  await page.viewport(800, 600)
  await render(
    <div style={{ position: 'fixed', insetBlockEnd: 8 }}>
      <Example server={() => many} picked={[]} />
    </div>,
  )
  await trigger.click()
  await expect.element(page.getByRole('option').first()).toBeVisible()
  const gap = (): number =>
    trigger.element().getBoundingClientRect().top -
    (document.querySelector('.venom-model-popup')?.getBoundingClientRect().bottom ?? 0)
  expect(gap()).toBeCloseTo(4)

  await userEvent.keyboard('pico')
  await expect.element(page.getByRole('option')).toHaveAccessibleName(/pico/)

  expect(gap()).toBeCloseTo(4)
  await page.viewport(1280, 800)
})

test('a list that is opened again shows the model that was chosen', async () => {
  await render(<Example server={() => many} picked={[]} />)
  await trigger.click()
  const last = page.getByRole('option').last()
  const name = last.element().textContent ?? ''
  await last.click()
  await expect.element(list).not.toBeInTheDocument()

  await trigger.click()

  expect(active()).toBe(name)
  await expect.element(page.getByRole('option').last()).toBeInViewport({ ratio: 0.9 })
})

test('the button of a retry leaves the focus in the list when models come', async () => {
  const servers: Server[] = []
  await render(<Example server={() => servers[0]} picked={[]} />)
  await trigger.click()
  const retry = page.getByRole('button', { name: 'Try again' })
  await expect.element(retry).toBeVisible()
  retry.element().focus()

  servers.push(two)

  await expect.element(page.getByRole('option', { name: /pico/ })).toBeVisible()
  await expect.element(list).toHaveFocus()
})

test('P03: a model of a server that does not answer any more is not shown as ready', async () => {
  const servers: (Server | undefined)[] = [two]
  await render(<Example server={() => servers[0]} picked={[]} />)
  const tone = (): string | undefined =>
    document.querySelector<HTMLElement>('[data-slot] > .venom-dot')?.dataset['tone']
  await expect.poll(tone).toBe('good')

  servers[0] = undefined
  await expect.poll(tone).toBe('off')

  servers[0] = two
  await expect.poll(tone).toBe('good')
})

const adapted: Server = {
  ...two,
  models: [
    { address: 'vllm/pico', runtime: 'llama-cpp', id: 'pico', quantization: 'F16', loaded: true },
    { address: 'french', runtime: 'llama-cpp', id: 'french', adapter_of: '/models/pico.gguf' },
  ],
}

test('C11: an option says which model it is an adapter of, and the quantization that the server names', async () => {
  await render(<Example server={() => adapted} picked={[]} />)
  await trigger.click()

  await expect.element(page.getByRole('option').first()).toHaveAccessibleName(/^vllm\/pico F16/)
  await expect.element(page.getByRole('option').last()).toHaveAccessibleName(/^french.*adapter of pico$/)
})

test('C11: a long name is shown whole in the list, and with its end in the button of a narrow page', async () => {
  const long = 'hf.co/bartowski/Qwen2.5-Coder-Instruct-abliterated-GGUF:IQ3_XXS-imat'
  const [runtime] = two.runtimes
  const server: Server = {
    runtimes: runtime === undefined ? [] : [runtime],
    models: [{ address: long, runtime: 'llama-cpp', id: long }],
  }
  await render(
    <div style={{ inlineSize: 200 }}>
      <ModelPicker catalogue={catalogueOf(server)} value={long} onValueChange={() => undefined} />
    </div>,
  )
  await expect.element(trigger).toHaveAccessibleName(`Model: ${long}`)
  const end = trigger.getByText(/^IQ3_XXS-imat$/)
  expect(end.element().getBoundingClientRect().right).toBeLessThan(trigger.element().getBoundingClientRect().right)

  await trigger.click()

  const name = page.getByRole('option').getByText(long)
  await expect.element(name).toBeVisible()
  expect(name.element().scrollWidth).toBe(name.element().clientWidth)
})
