/** English texts of `markdown`. */
export const markdownText = {
  code: 'Code',
  codeIn: 'Code, {language}',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Not copied. Select the code and copy it by hand.',
  table: 'Table',
  image: 'Image: {alt}',
  imageUnnamed: 'Image without a description',
  done: 'Done',
  open: 'Not done',
} as const
