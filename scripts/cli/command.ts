/** What a command may touch of the process that runs it. */
export interface CommandIo {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  /** Folder that relative file names start from: where the person typed the command. */
  cwd: string;
  env: NodeJS.ProcessEnv;
}

export interface Command {
  /** One sentence for the list of commands. */
  summary: string;
  /** Name and arguments on one line. */
  usage: string;
  /** What `--help` adds to these two, a line each: the options, where the answer goes, what the exit codes mean. */
  details: readonly string[];
  /** Loads the command's code only when it is asked for. */
  load(): Promise<{ run(args: string[], io: CommandIo): Promise<number> }>;
}
