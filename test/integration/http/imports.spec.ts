import { Modules } from "@medusajs/framework/utils"
import type {
  ImportPreviewResponse,
  SelfTestResponse,
  WalletImportListResponse,
  WalletImportReportResponse,
  WalletImportResponse,
} from "../../../src/contracts"
import { MERCHANT_ID } from "../support/options"
import { describeStore } from "./support"

const PATH = "/admin/amazon-pay/wallets/import"

describeStore((store) => {
  type Headers = Record<string, string>

  const upload = <T>(headers: Headers, csv: string | Buffer, query = "", type = "text/csv") =>
    store.request<T>(PATH + query, {
      method: "POST",
      body: csv,
      headers: { ...headers, "content-type": type },
      raw: true,
    })

  const atAmazon = async (buyerId: string) =>
    (await store.simulator.control.createWallet({ merchantId: MERCHANT_ID, buyerId, productType: "PayOnly" }))
      .chargePermissionId

  const report = (headers: Headers, id: string, query = "") =>
    store.request<WalletImportReportResponse>(`${PATH}/${id}${query}`, { headers })

  async function ended(headers: Headers, id: string): Promise<WalletImportReportResponse> {
    for (;;) {
      const { data } = await report(headers, id)
      if (data.import.status === "completed" || data.import.status === "canceled") return data
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  it("imports a file in the background, after a preview, and reports every line as JSON and as CSV", async () => {
    const [anna, ben] = [await store.customer(), await store.customer()]
    const guest = await store
      .container()
      .resolve(Modules.CUSTOMER)
      .createCustomers({ email: anna.email, has_account: false })
    const taken = await ben.savedWallet()
    const headers = await store.admin()
    const [one, two] = [await atAmazon(anna.buyerId), await atAmazon(ben.buyerId)]
    await store.forgetRequests()
    const csv = [
      "Customer ID;E-Mail;Charge Permission ID;Note",
      `;${anna.email.toUpperCase()};${one};by e-mail`,
      `${ben.id};;${two};by id`,
      `${ben.id};;${taken.charge_permission_id};has it`,
      `${anna.id};;${taken.charge_permission_id};not hers`,
      `${anna.id};${ben.email};B02-1111111-1111111;two people`,
      `;nobody@example.com;B02-2222222-2222222;unknown`,
      `cus_none;;B02-3333333-3333333;unknown`,
      `${ben.id};;nonsense;malformed`,
      `${guest.id};;B02-0000000-0000001;Amazon does not know it`,
    ].join("\r\n")

    const preview = await upload<ImportPreviewResponse>(headers, csv, "?preview=true")
    expect(preview).toMatchObject({
      status: 200,
      data: {
        preview: {
          importable: true,
          delimiter: ";",
          columns: ["customer_id", "customer_email", "charge_permission_id"],
          ignored_columns: ["Note"],
          total: 9,
          attachable: 3,
          skipped: 1,
          refused: 5,
          problem_count: 5,
          problems: [
            { line: 5, code: "wallet_of_another_customer" },
            { line: 6, code: "customer_ambiguous" },
            { line: 7, code: "customer_not_found" },
            { line: 8, code: "customer_not_found" },
            { line: 9, code: "charge_permission_malformed" },
          ],
        },
      },
    })
    expect(preview.data.preview.rows[0]).toMatchObject({ line: 2, customer_id: anna.id, status: "waiting" })
    const none = await store.request<WalletImportListResponse>(PATH, { headers })
    expect(none.data).toEqual({ imports: [], count: 0, limit: 20, offset: 0 })
    expect(await store.simulator.control.requests()).toEqual([])

    const stored = await upload<WalletImportResponse>(headers, csv)
    expect(stored).toMatchObject({ status: 202, data: { import: { total: 9, status: expect.any(String) } } })
    const { id } = stored.data.import
    const done = await ended(headers, id)
    expect(done.import).toMatchObject({ status: "completed", attached: 2, skipped: 1, refused: 6, remaining: 0 })
    expect(done.import.created_by).toMatch(/^user_/)
    expect(done.rows.map(({ code, status }) => code ?? status)).toEqual([
      "attached",
      "attached",
      "already_attached",
      "wallet_of_another_customer",
      "customer_ambiguous",
      "customer_not_found",
      "customer_not_found",
      "charge_permission_malformed",
      "charge_permission_not_found",
    ])
    expect((await anna.call<{ wallets: object[] }>("/wallets")).data.wallets).toMatchObject([
      { charge_permission_id: one },
    ])
    expect(JSON.stringify(done)).not.toContain("@")

    const first = await report(headers, id, "?status[]=refused&limit=4")
    expect(first.data.rows.map(({ line }) => line)).toEqual([5, 6, 7, 8])
    const next = await report(headers, id, `?status=refused&limit=4&cursor=${first.data.next_cursor}`)
    expect(next.data).toMatchObject({ rows: [{ line: 9 }, { line: 10 }], next_cursor: null })

    for (const [query, accept] of [
      ["?format=csv", "application/json"],
      ["", "text/csv"],
    ] as const) {
      const file = await store.request<string>(`${PATH}/${id}${query}`, { headers: { ...headers, accept } })
      expect(file.headers["content-type"]).toBe("text/csv; charset=utf-8")
      expect(file.headers["content-disposition"]).toBe(`attachment; filename="amazon-pay-import-${id}.csv"`)
      const lines = String(file.data).trim().split("\n")
      expect(lines).toHaveLength(10)
      expect(lines[1]).toBe(`2,${one},${anna.id},attached,,,${done.rows[0]?.wallet_id}`)
    }
    const listed = await store.request<WalletImportListResponse>(PATH, { headers })
    expect(listed.data).toMatchObject({ count: 1, imports: [{ id, attached: 2 }] })
  })

  it("answers the same file in flight with the same import, and cancels what is not done", async () => {
    const anna = await store.customer()
    const headers = await store.admin()
    await store.simulator.control.addFault({ operation: "GetChargePermission", status: 503, times: "always" })
    const csv = `customer_id,charge_permission_id\n${anna.id},${await atAmazon(anna.buyerId)}`
    const [a, b] = await Promise.all([
      upload<WalletImportResponse>(headers, csv),
      upload<WalletImportResponse>(headers, csv),
    ])
    expect(a.data.import.id).toBe(b.data.import.id)
    const url = `${PATH}/${a.data.import.id}`
    const canceled = await store.request<WalletImportResponse>(url, { method: "DELETE", headers })
    expect(canceled).toMatchObject({ status: 200, data: { import: { status: "canceled", canceled: 1 } } })
    expect((await report(headers, a.data.import.id)).data.rows).toMatchObject([{ status: "canceled" }])
    expect(await store.request(`${PATH}/apwi_none`, { method: "DELETE", headers })).toMatchObject({
      status: 404,
      data: { code: "import_not_found" },
    })
  })

  it("tells line and reason when a file cannot be imported, and stores nothing", async () => {
    const headers = await store.admin()
    const csv = 'customer_id,charge_permission_id\ncus_1,B02-1111111-1111111\n"cus_2,B02-2222222-2222222\n'
    expect(await upload(headers, csv)).toMatchObject({
      status: 400,
      data: {
        type: "invalid_data",
        code: "import_file_unusable",
        message: expect.stringMatching(/Line 3: .*quotation/),
      },
    })
    expect((await upload<ImportPreviewResponse>(headers, csv, "?preview=true")).data.preview).toMatchObject({
      importable: false,
      problems: [{ line: 3, code: "file_malformed" }],
    })
    expect(await upload(headers, "a,b\n1,2")).toMatchObject({
      data: { message: expect.stringMatching(/name the columns/) },
    })
    expect(await upload(headers, "")).toMatchObject({
      status: 400,
      data: { message: expect.stringMatching(/no rows/) },
    })
    expect((await store.request<WalletImportListResponse>(PATH, { headers })).data.count).toBe(0)
  })

  it.each([
    ["?preview=maybe", "text/csv", 400],
    ["?unknown=1", "text/csv", 400],
    ["", "application/json", 415],
    ["", "multipart/form-data; boundary=x", 415],
  ])("refuses %j as %s with %d", async (query, type, status) => {
    expect((await upload(await store.admin(), "a,b\n1,2", query, type)).status).toBe(status)
  })

  it.each(["?cursor=x", "?limit=0", "?limit=101", "?status=strange", "?format=xml", "?offset=1"])(
    "refuses the report's query %s",
    async (query) => {
      expect((await report(await store.admin(), "apwi_none", query)).status).toBe(400)
    },
  )

  it("lets nobody but admins import, and does not read their file", async () => {
    const anna = await store.customer()
    for (const headers of [{}, anna.headers]) {
      expect((await upload(headers, "a,b")).status).toBe(401)
      expect((await store.request(PATH, { headers })).status).toBe(401)
      expect((await store.request(`${PATH}/apwi_1`, { headers })).status).toBe(401)
      expect((await store.request(`${PATH}/apwi_1`, { method: "DELETE", headers })).status).toBe(401)
      expect((await store.request("/admin/amazon-pay/status/self-test", { body: {}, headers })).status).toBe(401)
    }
  })

  it("refuses a file of a gigabyte before it is sent, and one that turns out to be too large", async () => {
    const headers = await store.admin()
    const announced = await upload({ ...headers, "content-length": "1000000000" }, "customer_id,charge_permission_id")
    expect(announced).toMatchObject({ status: 413, headers: { connection: "close" } })
    expect((await upload(headers, Buffer.alloc(10 * 1024 * 1024 + 1, "x"))).status).toBe(413)
  })

  it("tests itself at Amazon", async () => {
    const headers = await store.admin()
    const { status, data } = await store.request<SelfTestResponse>("/admin/amazon-pay/status/self-test", {
      headers,
      body: {},
    })
    expect(status).toBe(200)
    expect(data.self_test.accounts).toMatchObject([{ merchant_account: "default", ok: true }])
    const extra = await store.request("/admin/amazon-pay/status/self-test", { headers, body: { url: "http://x" } })
    expect(extra.status).toBe(400)
  })
})
