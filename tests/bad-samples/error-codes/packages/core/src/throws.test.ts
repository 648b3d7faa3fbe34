import { expect, test } from 'vitest'

test('is seen', () => expect('model.unknown').toBe('model.unknown'))
