import { generateKeyPair } from "node:crypto"
import { access, rm, writeFile } from "node:fs/promises"
import { promisify } from "node:util"
import { CommandFailure, codeOf } from "../failure"

/** Where the two halves of a new pair are. */
export type KeyPairFiles = Readonly<{ privateKeyFile: string; publicKeyFile: string }>

/** What Amazon's own pairs have. */
const MODULUS_BITS = 2048
const ONLY_THE_OWNER = 0o600
const EVERYBODY_READS = 0o644

const generate = promisify(generateKeyPair)

/**
 * Makes an RSA key pair and writes it into two new files, both or none. The private one can be read by its owner alone.
 *
 * @param privateKeyFile e.g. `amazon-pay.pem`; the public half goes beside it, into `amazon-pay.pub.pem`
 * @throws CommandFailure when a file is there already, or cannot be written
 */
export async function makeKeyPair(privateKeyFile: string): Promise<KeyPairFiles> {
  const publicKeyFile = `${privateKeyFile.replace(/\.pem$/, "")}.pub.pem`
  for (const file of [privateKeyFile, publicKeyFile]) await refuseExisting(file)
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: MODULUS_BITS,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })
  await writeNew(publicKeyFile, publicKey, EVERYBODY_READS)
  try {
    await writeNew(privateKeyFile, privateKey, ONLY_THE_OWNER)
  } catch (error) {
    await rm(publicKeyFile, { force: true })
    throw error
  }
  return { privateKeyFile, publicKeyFile }
}

async function refuseExisting(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) throw new CommandFailure(alreadyThere(file))
}

/** Never writes over a file that somebody else made in this very moment. */
async function writeNew(file: string, content: string, mode: number): Promise<void> {
  try {
    await writeFile(file, content, { mode, flag: "wx" })
  } catch (error) {
    throw new CommandFailure(whyUnwritable(file, codeOf(error)), { cause: error })
  }
}

const alreadyThere = (file: string) =>
  `${file} is there already and is not written over. Move it away, or give another name with --out.`

function whyUnwritable(file: string, code: string): string {
  switch (code) {
    case "EEXIST":
      return alreadyThere(file)
    case "ENOENT":
      return `${file} cannot be written: its folder does not exist. Make the folder first.`
    case "EACCES":
    case "EPERM":
      return `${file} cannot be written: this user may not write there. Choose another place with --out.`
    case "EROFS":
      return `${file} cannot be written: the disk is read-only. Choose another place with --out.`
    case "ENOSPC":
      return `${file} cannot be written: the disk is full.`
    default:
      return `${file} cannot be written (${code || "unknown reason"}). Choose another place with --out.`
  }
}
