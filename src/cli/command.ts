/** One command of the command line. `run` returns the exit code. */
export interface Command {
  usage: string;
  about: string;
  run(args: readonly string[]): Promise<number>;
}
