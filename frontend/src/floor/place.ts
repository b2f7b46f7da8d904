import { useSyncExternalStore } from "react";

/** Where this screen is: `#/tasks/1` is `["tasks", "1"]`. All of it is one file, wherever a proxy has put it. */
export function usePlace(): string[] {
  const hash = useSyncExternalStore(
    (listener) => {
      addEventListener("hashchange", listener);
      return () => removeEventListener("hashchange", listener);
    },
    () => location.hash,
  );
  const [, ...parts] = hash.split("/");
  return parts.map(decoded).filter((part) => part !== "");
}

export function placeOf(...parts: string[]): string {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

export function go(...parts: string[]): void {
  location.hash = placeOf(...parts);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
