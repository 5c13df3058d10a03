/**
 * Puts a text on the clipboard; answers whether it is there. Pages on a plain LAN address have no clipboard of their
 * own, so that the older way by a selection comes second.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  // Within the dialog that holds the focus, which would take it back from anywhere else.
  const { activeElement } = document;
  const home = activeElement?.parentElement ?? document.body;
  home.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (activeElement instanceof HTMLElement) activeElement.focus();
  return done;
}
