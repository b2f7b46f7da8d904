// For the health check of an image. Exit code: 0 when the process in it would be sent requests, 1 when not.
import { get } from "node:http";

const asked = get({ host: "127.0.0.1", port: process.env["PORT"] || "3000", path: "/readyz", timeout: 2_000 }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
);
asked.once("timeout", () => process.exit(1)).once("error", () => process.exit(1));
