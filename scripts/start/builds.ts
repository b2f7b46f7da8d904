import { join } from "node:path";
import type { ChildOptions } from "../services/child.ts";
import { ROOT } from "./root.ts";
import type { Build } from "./stamp.ts";

export const CONTRACTS: Build = {
  name: "contracts",
  inputs: ["contracts", "ignition/modules", "hardhat.config.ts", "package-lock.json"],
  output: "artifacts",
};

export const FRONTEND: Build = {
  name: "frontend",
  inputs: ["frontend", "protocol/src", "protocol/package.json", "package-lock.json"],
  output: "frontend/dist/index.html",
};

const bin = (...names: string[]) => join(ROOT, "node_modules", ...names);

export function compileContracts(logFile: string): ChildOptions {
  return {
    name: "Compiling the contracts",
    command: process.execPath,
    args: [bin("hardhat", "dist", "src", "cli.js"), "build"],
    cwd: ROOT,
    logFile,
  };
}

export function buildFrontend(logFile: string): ChildOptions {
  return {
    name: "Building the web pages",
    command: process.execPath,
    args: [bin("vite", "bin", "vite.js"), "build"],
    cwd: join(ROOT, "frontend"),
    logFile,
  };
}
