/** Between two reloads by which a page makes itself well: what does not help once does not help every minute. */
export const recoveryRestMs = 30 * 60_000;
/** Without a touch for this long nobody is at the wall. */
export const quietMs = 60_000;
