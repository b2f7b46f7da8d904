/** Events that came together. */
export interface ReadEvents {
  /** By which the server knows after a break what was told. */
  id: string | null;
  /** What was told, by the names of the events; empty for comments, which only keep the line open. */
  types: readonly string[];
}

/** Reads server-sent events until their end. A browser's own EventSource cannot show who asks. */
export async function readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>, onEvents: (events: ReadEvents) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const events = (rest + read.value.replaceAll("\r\n", "\n")).split("\n\n");
    rest = events.pop() ?? "";
    if (events.length === 0) continue;
    const ids = events.flatMap((event) => /^id: ?(.*)$/m.exec(event)?.[1] ?? []);
    const types = events.filter((event) => /^data:/m.test(event)).map((event) => /^event: ?(.*)$/m.exec(event)?.[1] ?? "message");
    onEvents({ id: ids.at(-1) ?? null, types });
  }
}
