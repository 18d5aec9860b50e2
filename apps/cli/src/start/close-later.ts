/** Puts something at the beginning of what a shutdown closes: last opened, first closed. */
export type CloseLater = (name: string, close: () => unknown) => void;
