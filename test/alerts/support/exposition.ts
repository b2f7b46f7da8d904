export interface Sample {
  metric: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads Prometheus' text format. @throws {Error} on a line that is neither a sample nor a comment. */
export function parseExposition(text: string): Sample[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const found = LINE.exec(line);
      if (!found) throw new Error(`not a sample: ${line}`);
      const [, metric = "", labels = "", value = ""] = found;
      return {
        metric,
        labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, name = "", word = ""]) => [name, word])),
        value: numberOf(value),
      };
    });
}

function numberOf(text: string): number {
  if (text === "+Inf") return Infinity;
  return text === "-Inf" ? -Infinity : Number(text);
}
