/** Shows nothing until the end: the frames of the machine itself. */
export const open = (root) => {
  let text = ''
  return { push: (piece) => (text += piece), end: () => root.append(text) }
}
