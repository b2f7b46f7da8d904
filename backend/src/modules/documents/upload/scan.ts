import { createConnection, type Socket } from "node:net";

/** A scanner that takes longer has not looked. */
const TIMEOUT_MILLISECONDS = 30_000;
/** What clamd is sent at once; its own limit is on the sum (`StreamMaxLength`). */
const CHUNK_BYTES = 64 * 1024;
const MAX_ANSWER_BYTES = 4_096;

/** What is known of some bytes: nothing bad, or the name of what was found in them. */
export type Scanned = { found: string | null };

export class ScannerAway extends Error {
  override readonly name = "ScannerAway";
}

/**
 * Asks a ClamAV daemon about some bytes, by the command INSTREAM of clamd(8). They go to it as they are, and it keeps none of them.
 *
 * @param url `tcp://host:port` or `unix:///path/of/the/socket`
 * @throws {ScannerAway} when it cannot be reached, does not answer in time, or answers that it could not look
 */
export async function scan(url: string, bytes: Uint8Array): Promise<Scanned> {
  const answer = await answerOf(url, bytes).catch((error: unknown) => {
    throw new ScannerAway("the scanner for malware did not answer", { cause: error });
  });
  const [, found] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (found !== undefined) return { found };
  if (answer === "stream: OK") return { found: null };
  throw new ScannerAway(`the scanner for malware answered "${answer}"`);
}

function connect(url: string): Socket {
  const { protocol, hostname, port, pathname } = new URL(url);
  return protocol === "unix:" ? createConnection(decodeURIComponent(pathname)) : createConnection(Number(port), hostname);
}

function answerOf(url: string, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(url);
    const timer = setTimeout(() => socket.destroy(new Error("no answer in time")), TIMEOUT_MILLISECONDS);
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      answer += text;
      if (answer.length > MAX_ANSWER_BYTES) socket.destroy(new Error("an answer without an end"));
    });
    // A daemon that has read enough answers and closes while the rest is on its way: what it said counts.
    socket.on("error", (error) => (answer.endsWith("\0") ? undefined : reject(error)));
    socket.on("close", () => {
      clearTimeout(timer);
      if (answer.endsWith("\0")) resolve(answer.slice(0, -1));
      else reject(new Error("the connection ended before an answer"));
    });
    socket.write("zINSTREAM\0");
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + CHUNK_BYTES);
      socket.write(lengthOf(chunk));
      socket.write(chunk);
    }
    socket.write(lengthOf(new Uint8Array()));
  });
}

function lengthOf({ length }: Uint8Array): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(length);
  return four;
}
