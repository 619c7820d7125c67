import { spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"

/**
 * @typedef {{ command: string, packages: string[], unpackedAt: string, cache: string }} Program its name, Debian's packages
 *   of it, where they hold it, and a folder that keeps them unpacked
 * @typedef {{ kind: string, executablePath: string, env: Record<string, string | undefined> }} FoundProgram
 */

/** How a program can be had, in the order in which it is tried. */
export const KINDS = ["system", "installed", "unpacked"]

/** Everything runs on the C library of the machine or not at all. */
const OF_THE_MACHINE = /^(libc6|libgcc-s1)$/
/** The program, its libraries, and theirs; deeper it does not go. */
const LEVELS = 3
/** An exit code that tells Debian's packages to start nothing. */
const START_NOTHING = "#!/bin/sh\nexit 101\n"
const POLICY = "/usr/sbin/policy-rc.d"

/**
 * A program that runs on this machine: the system's, else Debian's package, installed by root, else unpacked into a cache
 * with the libraries that the system lacks.
 *
 * @param {Program} program
 * @param {readonly string[]} kinds those of KINDS that are tried
 * @returns {FoundProgram | null}
 */
export function findProgram(program, kinds) {
  for (const kind of kinds) {
    const found = FINDERS[kind](program)
    if (found && runs(found)) return { kind, ...found }
  }
  return null
}

const FINDERS = { system: ofTheSystem, installed, unpacked }

function ofTheSystem({ command }) {
  return { executablePath: command, env: process.env }
}

function installed(program) {
  if (process.getuid?.() !== 0 || !hasApt()) return null
  const ours = !fs.existsSync(POLICY)
  if (ours) fs.writeFileSync(POLICY, START_NOTHING, { mode: 0o755 })
  try {
    apt(["update"])
    apt(["install", "-y", "--no-install-recommends", program.packages[0]])
  } finally {
    if (ours) fs.rmSync(POLICY, { force: true })
  }
  return ofTheSystem(program)
}

/** Debian's packages, unpacked and not installed: needs no rights. */
function unpacked({ packages, unpackedAt, cache }) {
  const found = () => ({ executablePath: path.join(cache, "root", unpackedAt), env: environmentWithin(cache) })
  if (runs(found())) return found()
  if (!hasApt()) return null
  fs.rmSync(cache, { recursive: true, force: true })
  for (const folder of ["lists/partial", "archives/partial", "packages"]) {
    fs.mkdirSync(path.join(cache, folder), { recursive: true })
  }
  apt(["update"], cache)
  const known = new Set()
  let wanted = packages
  for (let level = 0; level < LEVELS && wanted.length && !runs(found()); level++) {
    unpack(wanted, cache)
    wanted.forEach((name) => known.add(name))
    wanted = dependenciesOf(wanted, cache).filter((name) => !known.has(name))
  }
  for (const folder of ["lists", "archives", "packages"]) fs.rmSync(path.join(cache, folder), { recursive: true })
  return found()
}

function unpack(packages, cache) {
  const folder = path.join(cache, "packages")
  apt(["download", ...packages], cache, folder)
  for (const file of fs.readdirSync(folder)) {
    spawnSync("dpkg", ["-x", path.join(folder, file), path.join(cache, "root")])
    fs.rmSync(path.join(folder, file))
  }
}

function dependenciesOf(packages, cache) {
  const { stdout } = spawnSync("apt-cache", [...within(cache), "depends", "--important", ...packages], {
    encoding: "utf8",
  })
  const names = [...(stdout ?? "").matchAll(/^ +Depends: (lib\S+)$/gm)].map(([, name]) => name)
  return [...new Set(names)].filter((name) => !OF_THE_MACHINE.test(name))
}

/** The libraries lie where Debian puts those of this machine's kind, of which there is one folder. */
function environmentWithin(cache) {
  const places = ["usr/lib", "lib"].map((place) => path.join(cache, "root", place))
  const libraries = places
    .filter((place) => fs.existsSync(place))
    .flatMap((place) => [place, ...foldersIn(place)])
    .concat(process.env.LD_LIBRARY_PATH ?? [])
  return { ...process.env, LD_LIBRARY_PATH: libraries.join(":") }
}

function foldersIn(place) {
  const entries = fs.readdirSync(place, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(place, name))
}

function hasApt() {
  return spawnSync("apt-get", ["--version"]).status === 0
}

/** With `cache`, apt keeps what it downloads there and touches nothing of the system. */
function apt(args, cache, cwd) {
  return spawnSync("apt-get", [...(cache ? within(cache) : []), ...args], {
    cwd,
    stdio: "ignore",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  })
}

function within(cache) {
  return [`Dir::State::lists=${cache}/lists`, `Dir::Cache=${cache}`, "Debug::NoLocking=true"].flatMap((option) => [
    "-o",
    option,
  ])
}

function runs({ executablePath, env }) {
  return spawnSync(executablePath, ["--version"], { env, timeout: 30_000 }).status === 0
}
