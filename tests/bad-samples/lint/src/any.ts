export function read(value: any): void {
  void value
}
