import { slots } from '../vllm/vllm.js'

export const mine = slots
