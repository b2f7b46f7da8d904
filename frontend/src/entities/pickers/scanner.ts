import { createContext, use } from "react";

/** Opens the camera and hands over the first code that it reads. Null where nobody provides one. */
export type OpenScanner = (onCode: (text: string) => void) => void;

export const ScannerContext = createContext<OpenScanner | null>(null);

/** The camera scanner of the shell, or null: then codes are typed. */
export function useScanner(): OpenScanner | null {
  return use(ScannerContext);
}
