import type { CancelReceipt } from '@venom/core'

/**
 * The receipt of a cancel. `confirm` asks the server whether it stopped; undefined where it cannot be asked, and a failure counts as
 * no. `wasSent`: what was never sent needs no confirmation, as there is nothing the server could still be doing.
 */
export async function toReceipt(
  wasSent: boolean,
  confirm: (() => Promise<boolean>) | undefined,
): Promise<CancelReceipt> {
  const cancelledAt = performance.now()
  const isConfirmed = !wasSent || (await asksServer(confirm))
  return {
    confirmed: isConfirmed,
    by: isConfirmed && wasSent ? 'server' : 'socket-closed',
    after_ms: Math.round(performance.now() - cancelledAt),
  }
}

async function asksServer(confirm: (() => Promise<boolean>) | undefined): Promise<boolean> {
  try {
    return (await confirm?.()) ?? false
  } catch {
    return false
  }
}
