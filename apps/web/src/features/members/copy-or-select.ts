/**
 * Puts what a field holds into the clipboard; where the browser gives none, as on pages without encryption, or refuses, it is selected
 * instead, so that the keyboard copies it. Never rejects.
 * @param clipboard undefined on pages that the browser does not trust
 */
export async function copyOrSelect(
  field: Pick<HTMLInputElement, 'value' | 'focus' | 'select'>,
  clipboard: Pick<Clipboard, 'writeText'> | undefined,
): Promise<'copied' | 'selected'> {
  try {
    if (clipboard) {
      await clipboard.writeText(field.value);
      return 'copied';
    }
  } catch {
    // What the browser refused is still there to be selected.
  }
  field.focus();
  field.select();
  return 'selected';
}
