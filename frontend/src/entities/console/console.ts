import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { createContext, use } from "react";

/** What every page of the console may rely on: somebody is signed in who may see at least one of them. */
export interface Console {
  me: Me;
  config: PublicConfig;
  chainId: number;
}

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const console = use(ConsoleContext);
  if (console === null) throw new Error("useConsole works only inside the console");
  return console;
}
