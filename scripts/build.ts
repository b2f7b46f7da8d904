// npm run build: compiles the contracts and builds the web pages, each only when its sources changed.
import { prepare } from "./test/prepare.ts";

const { failed } = await prepare();
process.exitCode = failed > 0 ? 1 : 0;
