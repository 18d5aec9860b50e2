/** What was typed into a field of a form; a file is nothing that was typed. */
export function readField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
