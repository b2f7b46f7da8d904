import { readFileSync } from "node:fs";
import { request as forward } from "node:http";
import { createServer, request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

const fixture = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url));
const CERTIFICATE = fixture("certificate.pem");

/** HTTPS before a server that speaks plain HTTP, as a reverse proxy in production is; the server has to trust 127.0.0.1. */
export interface TlsFront {
  /** `https://localhost:…` */
  url: string;
  stop(): Promise<void>;
}

export async function startTlsFront(backendUrl: string, port = 0): Promise<TlsFront> {
  const target = new URL(backendUrl);
  const server = createServer({ key: fixture("key.pem"), cert: CERTIFICATE }, (request, response) => {
    const { method, url: path, headers } = request;
    const onward = forward(
      { host: target.hostname, port: target.port, method, path, headers: { ...headers, "x-forwarded-proto": "https" } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface TlsAnswer {
  status: number;
  header(name: string): string | undefined;
  text: string;
}

/** Asks over HTTPS, and knows the certificate of the front. @throws {Error} when there is no answer */
export async function askOverTls(
  url: string,
  { method = "GET", headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string | undefined } = {},
): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    const asking = httpsRequest(url, { method, headers, ca: CERTIFICATE, agent: false }, (answer) => {
      text(answer).then(
        (received) => resolve({ status: answer.statusCode ?? 0, header: (name) => [answer.headers[name]].flat()[0], text: received }),
        reject,
      );
    });
    asking.on("error", reject);
    asking.end(body);
  });
}
