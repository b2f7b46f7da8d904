import { dirname } from "node:path";

/** The project's own folder, wherever the command was typed. */
export const ROOT = dirname(dirname(import.meta.dirname));
