import { createServer } from "node:net";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtempSync } from "node:fs";

/** Stands in for a ClamAV daemon: the command INSTREAM of clamd(8), with its answers. */
export interface FakeClamd {
  /** A socket of this machine. */
  url: string;
  /** What it was sent, file by file. */
  seen: Buffer[];
  /** What it answers about bytes; by default it finds whatever holds the text `EICAR`. */
  answer: (bytes: Buffer) => string;
  stop(): void;
}

export async function startFakeClamd(): Promise<FakeClamd> {
  const path = join(mkdtempSync(join(tmpdir(), "waybill-clamd-")), "clamd.ctl");
  const clamd: Omit<FakeClamd, "url" | "stop"> = {
    seen: [],
    answer: (bytes) => (bytes.includes("EICAR") ? "stream: Win.Test.EICAR_HDB-1 FOUND" : "stream: OK"),
  };
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      const bytes = streamIn(received);
      if (bytes === null) return;
      clamd.seen.push(bytes);
      socket.end(`${clamd.answer(bytes)}\0`);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return Object.assign(clamd, { url: `unix://${path}`, stop: () => void server.close() });
}

const COMMAND = Buffer.from("zINSTREAM\0");

/** The bytes between the command and the chunk of length 0 that ends them; null while they are on their way. */
function streamIn(received: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = COMMAND.length; received.length >= at + 4;) {
    const length = received.readUInt32BE(at);
    if (length === 0) return received.subarray(0, COMMAND.length).equals(COMMAND) ? Buffer.concat(chunks) : null;
    if (received.length < at + 4 + length) return null;
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
