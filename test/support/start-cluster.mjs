import { generateKeyPairSync } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import pg from "pg"
import { ROOT } from "../../scripts/lib/install.mjs"
import { run } from "../../scripts/lib/processes.mjs"
import { findRedis } from "../../scripts/lib/redis.mjs"
import startPostgresForTests from "./start-postgres.mjs"

const HOST = path.join(ROOT, "test/cluster/host")
const MEDUSA = path.join(ROOT, "node_modules/@medusajs/cli/cli.js")
const DATABASE = "amazon_pay_cluster"

/** One embedded PostgreSQL with the database of a migrated store, which each file of tests copies. */
export default async function startClusterForTests() {
  if (!process.env.REDIS_URL) findRedis()
  await startPostgresForTests()
  try {
    await prepareStore(globalThis.amazonPayPostgres)
  } catch (error) {
    await globalThis.amazonPayPostgres.stop()
    throw error
  }
}

async function prepareStore({ createDatabase, url, dir }) {
  linkSourcesIntoHost()
  await createDatabase(DATABASE)
  await run(["node", MEDUSA, "db:migrate", "--execute-safe-links"], {
    cwd: HOST,
    logFile: `${dir}-migrate.log`,
    env: {
      NODE_ENV: "development",
      NODE_OPTIONS: "",
      DATABASE_URL: url(DATABASE),
      AMAZON_PAY_TEST_OPTIONS: anyOptions(),
    },
  })
  fs.rmSync(`${dir}-migrate.log`)
  await addWitnesses(url(DATABASE))
}

/** Options that are accepted; nobody is asked anything with them. */
function anyOptions() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  return JSON.stringify({
    merchantId: "A1MIGRATION",
    storeId: "amzn1.application-oa2-client.0",
    publicKeyId: "SANDBOX-MIGRATION",
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
    region: "eu",
    sandbox: true,
    backendUrl: "http://localhost:9000",
    storefrontUrl: "http://localhost:8000",
  })
}

/** The plugin's sources, and one subscriber of the store itself. */
function linkSourcesIntoHost() {
  const src = path.join(HOST, "src")
  fs.rmSync(src, { recursive: true, force: true })
  const subscribers = path.join(src, "subscribers")
  fs.mkdirSync(subscribers, { recursive: true })
  for (const part of ["api", "jobs", "links", "workflows"]) {
    fs.symlinkSync(path.join(ROOT, "src", part), path.join(src, part))
  }
  for (const folder of ["src/subscribers", "test/cluster/subscribers"]) {
    for (const file of fs.readdirSync(path.join(ROOT, folder))) {
      fs.symlinkSync(path.join(ROOT, folder, file), path.join(subscribers, file))
    }
  }
}

/**
 * What the tests count: events that reached a subscriber, and every step in the life of a notification, with the name of
 * the process. And the key of a storefront.
 */
async function addWitnesses(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(`
    create table test_event (name text not null, data jsonb not null, process text not null);
    create table test_step (message_id text not null, status text not null, attempts int not null, process text not null);
    create function test_note_step() returns trigger language plpgsql as $$
    begin
      insert into test_step values (new.message_id, new.status, new.attempts, current_setting('application_name'));
      return null;
    end $$;
    create trigger test_note_step after insert or update of status, attempts on amazon_pay_notification
      for each row execute function test_note_step();
    create table test_run (name text not null, process text not null);
    create function test_note_run() returns trigger language plpgsql as $$
    begin
      insert into test_run values (new.name, current_setting('application_name'));
      return null;
    end $$;
    create trigger test_note_run after insert or update of started_at on amazon_pay_job_run
      for each row execute function test_note_run();
    insert into api_key (id, token, salt, redacted, title, type, created_by)
      values ('apk_test', 'pk_test', '', 'pk_***', 'storefront', 'publishable', 'test')`)
  await client.end()
}
