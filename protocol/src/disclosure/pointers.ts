/**
 * JSON Pointers separated by commas, or undefined when that is not what the text is. A comma inside a name is one as long as no slash
 * follows it.
 *
 * @example
 * readPointers("/bizStep,/sensorElementList/0"); // ["/bizStep", "/sensorElementList/0"]
 */
export function readPointers(text: string): string[] | undefined {
  const pointers = text.split(/,(?=\/)/);
  return pointers.every((pointer) => /^(?:\/(?:[^~/]|~[01])*)+$/u.test(pointer)) ? pointers : undefined;
}
