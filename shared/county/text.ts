/**
 * The text of a file as spreadsheet programs in China write it: UTF-8 with or without a byte order mark, or GB18030.
 * Undefined where it is neither. Line ends become `\n`.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = decodeAs('utf-8', bytes) ?? decodeAs('gb18030', bytes);
  // A NUL is valid in both encodings but never text: UTF-16 and workbooks renamed to .csv are full of them.
  if (text === undefined || text.includes('\0')) return undefined;
  return text.replace(/\r\n?/g, '\n');
}

function decodeAs(encoding: 'utf-8' | 'gb18030', bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
