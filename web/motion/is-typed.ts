/** Whether a key belongs to a field that somebody writes in. */
export const isTyped = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
