export const errorCodes = {
  'model.unknown': { status: 404 },
  'model.forgotten': { status: 404 },
}
