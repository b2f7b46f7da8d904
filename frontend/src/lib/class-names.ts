import { clsx, type ClassValue } from "clsx";

/** Joins class names, leaving out what is false. */
export function cn(...parts: ClassValue[]): string {
  return clsx(parts);
}
