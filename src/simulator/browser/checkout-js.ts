import { REGION_FACTS, type SimulatorRegion } from "../regions"

/**
 * Amazon's browser script for one region: the same argument checks, strings as exceptions, and the same hidden form.
 *
 * @param hostedPageUrl where the form is posted to
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html steps 1 and 4
 */
export function checkoutScript(region: SimulatorRegion, hostedPageUrl: string): string {
  const { ledgerCurrencies, checkoutLanguages, orderCurrencies } = REGION_FACTS[region]
  const facts = { hostedPageUrl, ledgerCurrencies, checkoutLanguages, orderCurrencies }
  return SCRIPT.replace("__FACTS__", () => JSON.stringify(facts).replace(/</g, "\\u003c"))
}

const SCRIPT = String.raw`/* Amazon Pay simulator: checkout.js */
(function () {
  "use strict";
  var facts = __FACTS__;
  var PRODUCT_TYPES = ["PayAndShip", "PayOnly", "SignIn", "Donation", "PayAndShipMultiAddress"];
  var PLACEMENTS = ["Home", "Product", "Cart", "Checkout", "Other"];
  var REQUIRED = ["merchantId", "ledgerCurrency", "placement"];
  var SIGNED = ["payloadJSON", "signature", "publicKeyId"];

  function contains(values, value) {
    return values.indexOf(value) >= 0;
  }

  function assertOneOf(name, value, values) {
    if (!contains(values, value)) throw "AmazonPay:\nInvalid value '" + value + "' for '" + name + "'";
  }

  function assertOptions(options) {
    if (!options || typeof options !== "object") throw "Missing parameter 'options'.";
    REQUIRED.forEach(function (name) {
      if (!options[name]) throw "Missing parameter '" + name + "' in the options object.";
    });
    assertOneOf("ledgerCurrency", options.ledgerCurrency, facts.ledgerCurrencies);
    assertOneOf("placement", options.placement, PLACEMENTS);
    if (options.checkoutLanguage) assertOneOf("checkoutLanguage", options.checkoutLanguage, facts.checkoutLanguages);
    if (options.productType) assertOneOf("productType", options.productType, PRODUCT_TYPES);
  }

  function assertConfig(config) {
    if (!config) throw "Missing parameter 'createCheckoutSessionConfig' in the options object.";
    SIGNED.forEach(function (name) {
      if (!config[name]) throw "Missing field " + name + " for createCheckoutSessionConfig parameter.";
    });
  }

  function languageOf(options) {
    if (options.checkoutLanguage) return options.checkoutLanguage;
    var browsers = String((window.navigator && window.navigator.language) || "").replace("-", "_");
    return contains(facts.checkoutLanguages, browsers) ? browsers : facts.checkoutLanguages[0];
  }

  function orderAmountOf(options) {
    var order = options.estimatedOrderAmount;
    if (!order) return "";
    var digits = order.currencyCode === "JPY" ? /^\d+$/ : /^\d+(\.\d{1,2})?$/;
    if (digits.test(order.amount) && Number(order.amount) > 0 && contains(facts.orderCurrencies, order.currencyCode)) {
      return JSON.stringify({ amount: order.amount, currencyCode: order.currencyCode });
    }
    if (window.console) window.console.error("AmazonPay: estimatedOrderAmount is invalid and was ignored");
    return "";
  }

  function scopesOf(payloadJSON) {
    try {
      return (JSON.parse(payloadJSON).scopes || []).join(" ");
    } catch (error) {
      return "";
    }
  }

  function fieldsOf(options) {
    var config = options.createCheckoutSessionConfig;
    return {
      payloadJSON: config.payloadJSON,
      signature: config.signature,
      publicKeyId: config.publicKeyId,
      publicKeyIdMismatch: "false",
      algorithm: config.algorithm || "AMZN-PAY-RSASSA-PSS",
      checkoutLanguage: languageOf(options),
      ledgerCurrency: options.ledgerCurrency,
      merchantId: options.merchantId,
      productType: options.productType || "PayAndShip",
      environment: options.sandbox ? "SANDBOX" : "LIVE",
      scopes: scopesOf(config.payloadJSON),
      merchantDomain: window.location.hostname,
      origin_url: window.location.href,
      viewType: "redirectView",
      weblabData: "",
      apaySessionSet: "",
      estimatedOrderAmount: orderAmountOf(options)
    };
  }

  function post(fields) {
    var form = document.createElement("form");
    form.name = "amazonpay-checkout-signature-data-form";
    form.method = "POST";
    form.action = facts.hostedPageUrl + "/checkout/initiate";
    Object.keys(fields).forEach(function (name) {
      var input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = fields[name];
      form.appendChild(input);
    });
    document.body.appendChild(form);
    form.submit();
  }

  function initCheckout(options) {
    assertOptions(options);
    assertConfig(options.createCheckoutSessionConfig);
    post(fieldsOf(options));
  }

  function assertKeyFits(options) {
    var id = String(options.publicKeyId || options.createCheckoutSessionConfig.publicKeyId || "").toUpperCase();
    var contradicts = options.sandbox ? id.indexOf("LIVE-") === 0 : id.indexOf("SANDBOX-") === 0;
    if (contradicts) throw "AmazonPay:\nInvalid value '" + Boolean(options.sandbox) + "' for 'sandbox'";
  }

  function renderButton(selector, options) {
    assertOptions(options);
    var config = options.createCheckoutSessionConfig;
    if (config && !config.publicKeyId) config.publicKeyId = options.publicKeyId;
    assertConfig(config);
    assertKeyFits(options);
    var container = typeof selector === "string" ? document.querySelector(selector) : selector;
    if (!container) throw "AmazonPay:\nInvalid value '" + selector + "' for 'selector'";
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = "Amazon Pay";
    button.addEventListener("click", function () {
      post(fieldsOf(options));
    });
    container.appendChild(button);
    return button;
  }

  window.amazon = window.amazon || {};
  window.amazon.Pay = { initCheckout: initCheckout, renderButton: renderButton };
})();
`
