export function trust(value: unknown): string {
  return value as string
}
