/** What a curl command of a guide sends. */
export interface CurlRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/**
 * Reads the part of curl that our guides use: `-i`, `-s`, `-X`, `-H`, `-d`, `-u`, `-G` with `--data-urlencode`, an address, in the quotes of a shell, with variables in double ones. So the
 * commands can be tested where there is no curl.
 *
 * @throws {Error} for anything else
 */
export function readCurl(command: string, variables: Readonly<Record<string, string>>): CurlRequest {
  const [program, ...words] = shellWords(command.replaceAll("\\\n", " "), variables);
  if (program !== "curl") throw new Error(`not a curl command: ${command}`);
  const request: CurlRequest = { url: "", method: "", headers: {} };
  const query = new URLSearchParams();
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    const next = () => words[++index] ?? "";
    if (["-i", "-s", "-sG", "-G"].includes(word)) continue;
    else if (word === "--data-urlencode") {
      const [name = "", ...value] = next().split("=");
      query.append(name, value.join("="));
    } else if (word === "-X") request.method = next();
    else if (word === "-d") request.body = next();
    else if (word === "-u") request.headers["Authorization"] = `Basic ${Buffer.from(next()).toString("base64")}`;
    else if (word === "-H") {
      const [name = "", ...value] = next().split(": ");
      request.headers[name] = value.join(": ");
    } else if (word.startsWith("-")) throw new Error(`${word} is not known here`);
    else request.url = word;
  }
  if (!/^https?:/.test(request.url)) request.url = `http://${request.url}`;
  if (query.size > 0) request.url += `?${query.toString()}`;
  return { ...request, method: request.method || (request.body === undefined ? "GET" : "POST") };
}

/** Words of a shell: pieces in quotes or without, one after the other, are one word. */
export function shellWords(command: string, variables: Readonly<Record<string, string>>): string[] {
  const valueOf = (name: string): string => {
    const value = variables[name];
    if (value === undefined) throw new Error(`$${name} is not set`);
    return value;
  };
  return [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double: string | undefined, single: string | undefined) =>
      double === undefined ? (single ?? "") : double.replaceAll(/\$(\w+)/g, (__, name: string) => valueOf(name)),
    ),
  );
}
