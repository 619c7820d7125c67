import { Command, CommanderError, InvalidArgumentError, Option } from "commander"
import { commands } from "./commands"
import { EXIT, inFull, inOneLine, type ExitCode } from "./failure"
import type { Terminal } from "./terminal"

/**
 * Runs one command as it was typed.
 *
 * @param args without the name of the program
 * @returns the exit code; whatever went wrong was written in one line
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok
  const program = createProgram(terminal, (code) => (exitCode = code))
  try {
    await program.parseAsync([...args], { from: "user" })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    tellFailure(terminal, error, args)
    return EXIT.failed
  }
}

function tellFailure(terminal: Terminal, error: unknown, args: readonly string[]): void {
  if (args.includes("--json")) terminal.out(JSON.stringify({ error: inOneLine(error) }))
  terminal.err(args.includes("--verbose") ? inFull(error) : inOneLine(error))
}

type Run<Given extends unknown[]> = (terminal: Terminal, ...given: Given) => Promise<ExitCode | void>

function createProgram(terminal: Terminal, end: (code: ExitCode) => void): Command {
  const run =
    <Given extends unknown[]>(load: () => Run<Given>) =>
    async (...given: Given) =>
      end((await load()(terminal, ...given)) ?? EXIT.ok)
  const program = new Command("amazon-pay")
    .description(
      "Amazon Pay in a Medusa store: checks it, makes keys, plays Amazon, imports wallets, exports a customer's data.",
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .showHelpAfterError('Run "amazon-pay --help" to see what there is.')

  common(
    inStore(program.command("doctor")),
    "Checks options, keys, database, notifications and clock; says what to do.",
  ).action(run(commands.doctor))

  common(program.command("keys"), "Makes a key pair and says what to upload where.")
    .option("--out <file>", "file of the private key; the public one goes beside it", "amazon-pay.pem")
    .action(run(commands.keys))

  common(inStore(program.command("simulator")), "Plays Amazon Pay on this machine, for the store or for one merchant.")
    .option("--merchant-id <id>", "a merchant, instead of those of the store")
    .option("--store-id <id>", "its store id")
    .option("--public-key-id <id>", "the id of its public key")
    .option("--public-key <file>", "its public key, PEM")
    .addOption(new Option("--region <region>", "its region").choices(["na", "eu", "jp"]).default("eu"))
    .option("--ipn-url <url>", "where its notifications go")
    .option("--host <address>", "address to listen at", "127.0.0.1")
    .option("--port <port>", "port to listen at; 0 for any free one", portNumber, 9700)
    .action(run(commands.simulator))

  common(
    inStore(program.command("import")),
    "Attaches saved wallets that exist at Amazon to customers, from a CSV file.",
  )
    .argument("<file>", "CSV with the columns charge_permission_id, and customer_id or customer_email")
    .option("--check", "look the file through and change nothing")
    .option("--report <file>", "write what became of each line into a new CSV file")
    .action(run(commands.import))

  common(inStore(program.command("replay")), "Lists notifications that could not be processed, or tries them again.")
    .argument("[message-ids...]", "those to try again; none lists them")
    .option("--all", "try all of them again")
    .addOption(
      new Option("--status <status>", "which are meant").choices(["dead", "failed", "unmatched"]).default("dead"),
    )
    .action(run(commands.replay))

  common(inStore(program.command("export-customer")), "Writes everything that is stored about a customer, as JSON.")
    .argument("<customer>", "the customer's id or e-mail address")
    .option("--out <file>", "write it into a new file, which you alone may read")
    .action(run(commands.exportCustomer))
  return program
}

function common(command: Command, description: string): Command {
  return command
    .description(description)
    .option("--json", "answer in JSON, for machines")
    .option("--verbose", "tell everything about a failure")
}

function inStore(command: Command): Command {
  return command.option("--directory <folder>", "folder of the Medusa store", ".")
}

function portNumber(given: string): number {
  const port = Number(given)
  if (/^\d{1,5}$/.test(given) && port <= 65_535) return port
  throw new InvalidArgumentError("It has to be a number from 0 to 65535.")
}
