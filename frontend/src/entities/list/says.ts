/** Whether some of these texts have what is looked for, in upper or lower case; what is looked for by nothing is found. */
export function says(sought: string | undefined, ...texts: readonly (string | null | undefined)[]): boolean {
  return sought === undefined || texts.some((text) => text?.toLowerCase().includes(sought.toLowerCase()) === true);
}
