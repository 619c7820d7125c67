export { EVENTS } from "../modules/amazon-pay/events/names"
