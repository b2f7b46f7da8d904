import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** One accepted WebSocket connection (RFC 6455), text messages only. */
export interface Socket {
  send(text: string): void;
  /** Cuts the connection without a closing handshake, as a crash does. */
  cut(): void;
}

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const OPCODE = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;

/** Answers an upgrade request. `onText` gets whole messages; `onClosed` is called once. */
export function acceptSocket(request: IncomingMessage, stream: Duplex, on: { text(text: string): void; closed(): void }): Socket {
  const key = request.headers["sec-websocket-key"] ?? "";
  const accept = createHash("sha1")
    .update(key + GUID)
    .digest("base64");
  stream.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  const write = (opcode: number, payload: Buffer): void => {
    if (stream.writable) stream.write(frame(opcode, payload));
  };
  let pending = Buffer.alloc(0);
  let message: Buffer[] = [];
  stream.on("data", (bytes: Buffer) => {
    pending = Buffer.concat([pending, bytes]);
    for (let next = readFrame(pending); next; next = readFrame(pending)) {
      pending = pending.subarray(next.length);
      if (next.opcode === OPCODE.ping) write(OPCODE.pong, next.payload);
      if (next.opcode === OPCODE.close) {
        write(OPCODE.close, next.payload);
        stream.end();
        return;
      }
      if (next.opcode !== OPCODE.text && next.opcode !== OPCODE.continuation) continue;
      message.push(next.payload);
      if (!next.isLast) continue;
      const text = Buffer.concat(message).toString("utf8");
      message = [];
      on.text(text);
    }
  });
  stream.on("error", () => stream.destroy());
  stream.on("close", on.closed);
  return { send: (text) => write(OPCODE.text, Buffer.from(text)), cut: () => stream.destroy() };
}

interface Frame {
  opcode: number;
  isLast: boolean;
  payload: Buffer;
  /** Bytes that the frame took. */
  length: number;
}

/** The first whole frame; undefined when more bytes are needed. Frames of clients are always masked. */
function readFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const [head, sizes] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  const short = sizes & 0x7f;
  const wide = short === 127 ? 8 : short === 126 ? 2 : 0;
  const start = 2 + wide + 4;
  if (bytes.length < start) return undefined;
  const size = wide === 8 ? Number(bytes.readBigUInt64BE(2)) : wide === 2 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < start + size) return undefined;
  const mask = bytes.subarray(start - 4, start);
  const payload = Buffer.from(bytes.subarray(start, start + size));
  for (let index = 0; index < size; index++) payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
  return { opcode: head & 0x0f, isLast: (head & 0x80) !== 0, payload, length: start + size };
}

function frame(opcode: number, payload: Buffer): Buffer {
  const size = payload.length;
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
  head.writeUInt8(0x80 | opcode, 0);
  head.writeUInt8(size < 126 ? size : size < 65_536 ? 126 : 127, 1);
  if (head.length === 4) head.writeUInt16BE(size, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(size), 2);
  return Buffer.concat([head, payload]);
}
