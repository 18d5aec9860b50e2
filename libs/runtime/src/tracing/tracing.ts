/** What a span tells besides its times; names are those of OpenTelemetry's conventions, or begin with `pulso.`. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Something that takes time and is under way. */
export interface Span {
  /** As hex, for log lines; all lines of one trace have the same `traceId`. */
  readonly traceId: string;
  readonly spanId: string;
  /**
   * Adds something inside this span that has just ended.
   * @param done.errorType a short word of a closed list; null when it ended well
   */
  addCall(name: string, done: { attributes: SpanAttributes; duration_ms: number; errorType: string | null }): void;
  /** @param end.errorType as of `addCall` */
  end(end: { attributes: SpanAttributes; errorType: string | null }): void;
}

/** Where the spans of this process go. Nothing here throws or is waited for, but `close`. */
export interface Tracing {
  /**
   * Begins a span.
   * @param options.traceparent the W3C header of whoever asked for it, whose trace then goes on; one that cannot be read is none
   */
  startSpan(name: string, options: { attributes: SpanAttributes; traceparent?: string | null }): Span;
  /** Sends what is left, for two seconds at most; never rejects. */
  close(): Promise<void>;
}
