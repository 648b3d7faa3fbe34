export interface Tuning {
  readonly id: string
}
