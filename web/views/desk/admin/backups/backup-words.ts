/** Sizes of files in words of the screen. Pure. */
const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `3.2 MB`: as the file manager of an office computer writes it. */
export function sizeText(bytes: number): string {
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${units[step]}`;
}
