/** As much of Nx's view of the files as a template needs; nothing is written before the template has ended. */
export interface Files {
  exists(path: string): boolean;
  /** null = there is no such file */
  read(path: string, encoding: 'utf8'): string | null;
  write(path: string, text: string): void;
}
