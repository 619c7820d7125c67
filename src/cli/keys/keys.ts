import { coloured, type Terminal } from "../terminal"
import { makeKeyPair, type KeyPairFiles } from "./make-key-pair"

export type KeysOptions = { out: string; json?: boolean }

/** Makes a key pair, and says what to upload where and how a key is replaced. */
export async function keys(terminal: Terminal, { out, json }: KeysOptions): Promise<void> {
  const files = await makeKeyPair(out)
  terminal.out(json ? inJson(files) : inWords(terminal, files))
}

function inJson({ privateKeyFile, publicKeyFile }: KeyPairFiles): string {
  return JSON.stringify({ private_key_file: privateKeyFile, public_key_file: publicKeyFile })
}

/**
 * The way through Integration Central is Amazon's own.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/manually-generating-key-pairs.html
 */
function inWords(terminal: Terminal, { privateKeyFile, publicKeyFile }: KeyPairFiles): string {
  const strong = (text: string) => coloured(terminal, "bold", text)
  return `${strong("A key pair was made.")}
  ${privateKeyFile}   the private key. Readable for you alone; it belongs into no repository.
  ${publicKeyFile}   the public key. This one goes to Amazon.

${strong("What to do with it")}
  1. Open Integration Central (in Seller Central: Integration), choose "Self-developed" and get the instructions.
     Sandbox and production have keys of their own.
  2. At "API keys" choose "Create keys", then "Use an existing public key", and give it ${publicKeyFile}.
  3. Amazon shows a public key id (SANDBOX-... or LIVE-...). In medusa-config.ts:
       publicKeyId: "<that id>",
       privateKey: "${privateKeyFile}",
  4. Run "npx amazon-pay doctor" in the store's folder: it makes a signed call.

${strong("To replace a key without a minute of failure")}
  1. Upload the new public key beside the old one. Put both into the options, the new one first, and deploy:
       keys: [{ publicKeyId: "<new>", privateKey: "..." }, { publicKeyId: "<old>", privateKey: "..." }],
     The first signs. What is open is signed anew when it is handed out next.
  2. A day later delete the old key at Amazon, then take it out of the options.`
}
